#include "library_fixture.h"

#include <array>

namespace taraf::store::test {
namespace {

class TrackNames : public LibraryTest
{
protected:
    RecordingId addNamed(const std::string &path, std::string title, std::vector<std::string> artists, std::string album)
    {
        const RecordingId recording = newRecording();
        save(path, recording, std::move(title), std::move(artists), std::move(album));
        return recording;
    }
    FileId save(const std::string &path, RecordingId recording, std::string title, std::vector<std::string> artists, std::string album)
    {
        auto file = record(path, recording);
        if (!album.empty()) file.album = must(m_library.saveAlbum(album, album, artists.front()));
        file.tags.title = std::move(title);
        file.tags.artists = std::move(artists);
        file.tags.album = std::move(album);
        return must(m_library.saveFile(file, kNow));
    }
    std::vector<RecordingId> tracks(std::string_view words) { return must(m_library.tracksNamed(words, 10)); }
};

TEST_F(TrackNames, AreFoundByTheBeginningsOfTheirWordsInAnyOrder)
{
    const RecordingId blue = addNamed("/music/a.mp3", "Blue in Green", {"Miles Davis", "Bill Evans"}, "Kind of Blue");
    const RecordingId army = addNamed("/music/b.mp3", "Army of Me", {"Björk"}, "Post");
    EXPECT_EQ(tracks("gre mil"), (std::vector{blue}));
    EXPECT_EQ(tracks("EVANS"), (std::vector{blue}));
    EXPECT_EQ(tracks("bjork arm"), (std::vector{army}));
    EXPECT_EQ(tracks("björk"), (std::vector{army}));
    EXPECT_EQ(tracks("miles army"), std::vector<RecordingId>{});
    EXPECT_EQ(tracks("reen"), std::vector<RecordingId>{});
}

TEST_F(TrackNames, ThatAreTheTitleComeBeforeThoseOfTheAlbum)
{
    const RecordingId onIt = addNamed("/music/a.mp3", "Something", {"Somebody"}, "Homogenic");
    const RecordingId itself = addNamed("/music/b.mp3", "Homogenic", {"Somebody"}, "Other");
    EXPECT_EQ(tracks("homog"), (std::vector{itself, onIt}));
    EXPECT_EQ(must(m_library.tracksNamed("homog", 1)), (std::vector{itself}));
    const auto albums = must(m_library.albumsNamed("homog", 10));
    ASSERT_EQ(albums.size(), 1U); // not the one that merely holds a track called so
    EXPECT_EQ(must(m_library.album(albums.front())).title, "Homogenic");
}

TEST_F(TrackNames, FollowTheTagsAndTheFiles)
{
    const RecordingId recording = newRecording();
    const FileId file = save("/music/a.mp3", recording, "Frist", {"Artist"}, "Album");
    EXPECT_EQ(save("/music/a.mp3", recording, "First", {"Artist"}, "Album"), file);
    EXPECT_EQ(tracks("frist"), std::vector<RecordingId>{});
    EXPECT_EQ(tracks("first"), (std::vector{recording}));
    ASSERT_TRUE(m_library.markMissing(std::array{file}, kNow));
    EXPECT_EQ(tracks("first"), std::vector<RecordingId>{});
    EXPECT_EQ(must(m_library.albumsNamed("album", 10)), std::vector<AlbumId>{});
    ASSERT_TRUE(m_library.markReturned(std::array{file}, kNow));
    EXPECT_EQ(tracks("first"), (std::vector{recording}));
    outside(m_path, "DELETE FROM files");
    EXPECT_EQ(outside(m_path, "INSERT INTO names (names, rank) VALUES ('integrity-check', 1)"), "");
    EXPECT_EQ(tracks("first"), std::vector<RecordingId>{});
}

TEST_F(TrackNames, TakeNothingForALanguage)
{
    const RecordingId recording = addNamed("/music/a.mp3", "AND OR (NOT) \"x\" title:y* ^z", {"NEAR"}, "");
    for (const std::string_view words : {"AND", "or not", "\"x", "x\"", "title:", "y*", "(z", "^z)", "near(and or)", "a-n-d", "'; DROP TABLE files"}) {
        const auto found = m_library.tracksNamed(words, 10);
        ASSERT_TRUE(found) << words << ": " << found.error().message;
    }
    EXPECT_EQ(tracks("near(and or)"), (std::vector{recording}));
    for (const std::string_view nothing : {"", " ", "*", "\"", "-", "()"}) EXPECT_EQ(tracks(nothing), std::vector<RecordingId>{}) << nothing;
}

} // namespace
} // namespace taraf::store::test
