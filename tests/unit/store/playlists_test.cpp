#include "library_fixture.h"

namespace taraf::store::test {
namespace {

class Playlists : public LibraryTest
{
protected:
    static PlaylistEntry entry(std::string path)
    {
        return {.path = std::move(path), .uri = "x:y", .artist = "A\xC3\xA9", .title = "T", .album = "L", .track = 3, .duration = Milliseconds{1500}};
    }
    std::vector<std::string> names()
    {
        std::vector<std::string> all;
        for (const PlaylistHead &head : must(m_library.playlists())) all.push_back((head.isRemoved ? "-" : "") + head.name);
        return all;
    }
    using Names = std::vector<std::string>;
};

TEST_F(Playlists, AreKeptInTheirOrderWithAllThatIsSaid)
{
    const RecordingId recording = newRecording();
    const std::vector<KeptEntry> entries{{.recording = recording, .entry = entry("/music/\xFF.mp3")}, {.recording = {}, .entry = entry("")},
                                         {.recording = recording, .entry = entry("/music/\xFF.mp3")}};
    const PlaylistId id = must(m_library.addPlaylist("b", "from x", entries, kNow));
    must(m_library.addPlaylist("A", "", {}, kNow));
    EXPECT_EQ(names(), (Names{"A", "b"}));
    const PlaylistHead head = must(m_library.playlists())[1];
    EXPECT_EQ(head.origin, "from x");
    EXPECT_EQ(head.entries, 3U);
    EXPECT_EQ(head.changedAt, kNow);
    const auto back = must(m_library.playlistEntries(id));
    ASSERT_EQ(back.size(), 3U);
    for (std::size_t i = 0; i < back.size(); ++i) {
        EXPECT_EQ(back[i].recording, entries[i].recording);
        EXPECT_EQ(back[i].entry, entries[i].entry);
    }
    EXPECT_TRUE(must(m_library.playlistEntries(PlaylistId(99))).empty());
}

TEST_F(Playlists, ANameIsGivenOnce)
{
    const PlaylistId a = must(m_library.addPlaylist("a", "", {}, kNow));
    EXPECT_EQ(m_library.addPlaylist("a", "", {}, kNow).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(m_library.addPlaylist("", "", {}, kNow).error().code, ErrorCode::InvalidArgument);
    must(m_library.addPlaylist("b", "", {}, kNow));
    EXPECT_EQ(m_library.renamePlaylist(a, "b", kNow).error().code, ErrorCode::InvalidArgument);
    must(m_library.renamePlaylist(a, "c", kNow + UnixTime{5}));
    EXPECT_EQ(names(), (Names{"b", "c"}));
    EXPECT_EQ(must(m_library.playlists())[1].changedAt, kNow + UnixTime{5});
    EXPECT_EQ(m_library.renamePlaylist(PlaylistId(99), "d", kNow).error().code, ErrorCode::NotFound);
    const std::vector<KeptEntry> stranger{{.recording = RecordingId(77), .entry = entry("/x")}};
    EXPECT_EQ(m_library.addPlaylist("d", "", stranger, kNow).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(names(), (Names{"b", "c"}));
}

TEST_F(Playlists, WhatIsRemovedCanBeBroughtBack)
{
    const std::vector<KeptEntry> one{{.recording = newRecording(), .entry = entry("/music/a.mp3")}};
    const PlaylistId a = must(m_library.addPlaylist("a", "", one, kNow));
    const PlaylistId b = must(m_library.addPlaylist("b", "", {}, kNow));
    must(m_library.removePlaylist(b));
    must(m_library.removePlaylist(a));
    EXPECT_EQ(m_library.removePlaylist(a).error().code, ErrorCode::NotFound);
    EXPECT_EQ(names(), (Names{"-a", "-b"}));
    const PlaylistId other = must(m_library.addPlaylist("a", "", {}, kNow));
    EXPECT_EQ(m_library.bringBackPlaylist(a).error().code, ErrorCode::InvalidArgument);
    must(m_library.removePlaylist(other));
    must(m_library.bringBackPlaylist(a));
    EXPECT_EQ(names(), (Names{"a", "-a", "-b"}));
    EXPECT_EQ(must(m_library.playlistEntries(a)).size(), 1U);
    EXPECT_EQ(m_library.bringBackPlaylist(a).error().code, ErrorCode::NotFound);
}

TEST_F(Playlists, OfTheRemovedTheLastAreKept)
{
    const std::vector<KeptEntry> one{{.recording = {}, .entry = entry("/a")}};
    for (int i = 0; i < Library::kRemovedPlaylists + 3; ++i) must(m_library.removePlaylist(must(m_library.addPlaylist("n" + std::to_string(i), "", one, kNow))));
    const Names left = names();
    EXPECT_EQ(left.size(), static_cast<std::size_t>(Library::kRemovedPlaylists));
    EXPECT_EQ(left.front(), "-n" + std::to_string(Library::kRemovedPlaylists + 2));
    EXPECT_EQ(outside(m_path, "SELECT count(*) FROM playlist_entries"), std::to_string(Library::kRemovedPlaylists)) << "and nothing of the others";
}

TEST_F(Playlists, AnEntryFollowsWhatTheUserDecides)
{
    const RecordingId former = newRecording(), present = newRecording(), older = newRecording();
    const std::vector<KeptEntry> entries{{.recording = present, .entry = entry("/music/a.mp3")}, {.recording = former, .entry = entry("/music/b.mp3")}};
    const PlaylistId id = must(m_library.addPlaylist("a", "", entries, kNow));
    const auto recordings = [&] {
        const auto all = must(m_library.playlistEntries(id));
        return std::vector{all.at(0).recording, all.at(1).recording};
    };
    must(m_library.decide({.former = former, .present = present, .verdict = Verdict::Same, .decidedAt = kNow}));
    EXPECT_EQ(recordings(), (std::vector{former, former}));
    must(m_library.decide({.former = older, .present = former, .verdict = Verdict::Same, .decidedAt = kNow}));
    EXPECT_EQ(recordings(), (std::vector{older, older}));
    must(m_library.undoDecision(older, former));
    must(m_library.undoDecision(former, present));
    EXPECT_EQ(recordings(), (std::vector{present, former}));
}

TEST_F(Playlists, WhatIsScannedLaterIsKnownFromThenOn)
{
    const std::vector<KeptEntry> entries{{.recording = {}, .entry = entry("/music/a.mp3")}, {.recording = {}, .entry = entry("/music/b.mp3")}};
    const PlaylistId id = must(m_library.addPlaylist("a", "", entries, kNow));
    must(m_library.saveFailure({.root = m_root, .path = "/music/b.mp3", .size = 1, .modified = {}, .error = {ErrorCode::Corrupt, "x"}}, kNow));
    EXPECT_FALSE(must(m_library.playlistEntries(id))[1].recording.isValid());
    const FileId file = add("/music/a.mp3");
    add("/music/b.mp3");
    const auto before = must(m_library.playlistEntries(id));
    EXPECT_EQ(before[0].recording, must(m_library.recordingByPath("/music/a.mp3"))->recording);
    EXPECT_EQ(before[1].recording, must(m_library.recordingByPath("/music/b.mp3"))->recording);
    must(m_library.moveFile(file, m_root, "/music/moved.mp3", kNow));
    add("/music/a.mp3");
    EXPECT_EQ(must(m_library.playlistEntries(id))[0].recording, before[0].recording) << "another file in its old place is another";
}

} // namespace
} // namespace taraf::store::test
