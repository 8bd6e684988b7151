#include "library_fixture.h"

namespace taraf::store::test {
namespace {

constexpr Opinion kFour{.rating = 8};

class Opinions : public LibraryTest
{
protected:
    static OpinionSubject track(RecordingId recording) { return {.of = OpinionOf::Track, .recording = recording, .album = {}, .artist = {}, .name = "A – B"}; }
    static OpinionSubject artist(const std::string &key) { return {.of = OpinionOf::Artist, .recording = {}, .album = {}, .artist = key, .name = key}; }

    RecordingId recordingOf(const std::string &path) { return must(m_library.trackByPath(path)).value().recording; }
};

TEST_F(Opinions, StayWithTheRecordingWhateverBecomesOfItsFile)
{
    add("/music/a.mp3");
    const RecordingId recording = recordingOf("/music/a.mp3");
    EXPECT_EQ(must(m_library.setOpinion(track(recording), kFour, kNow)), Opinion());
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->opinion, kFour);
    EXPECT_EQ(must(m_library.setOpinion(track(recording), {.rating = 8, .feeling = Feeling::Love}, kNow)), kFour) << "the former one";
    FileRecord moved = record("/music/b.mp3", recording);
    must(m_library.saveFile(moved, kNow));
    EXPECT_EQ(must(m_library.trackByPath("/music/b.mp3"))->opinion, (Opinion{.rating = 8, .feeling = Feeling::Love}));
    must(m_library.setOpinion(track(recording), {}, kNow));
    EXPECT_TRUE(must(m_library.opinions()).empty());
}

TEST_F(Opinions, AreAboutAlbumsAndArtistsToo)
{
    const AlbumId album = must(m_library.saveAlbum("key", "Album", "Artist"));
    FileRecord file = record("/music/a.mp3", newRecording());
    file.album = album;
    must(m_library.saveFile(file, kNow));
    must(m_library.setOpinion({.of = OpinionOf::Album, .recording = {}, .album = album, .artist = {}, .name = "Album"}, kFour, kNow));
    EXPECT_EQ(must(m_library.album(album)).opinion, kFour);
    EXPECT_EQ(must(m_library.shelf(std::array{album})).at(0).album.opinion, kFour);
    must(m_library.setOpinion(artist("nobody here"), {.feeling = Feeling::Hate}, kNow + UnixTime{1}));
    EXPECT_EQ(must(m_library.artistOpinion("nobody here")).feeling, Feeling::Hate);
    const auto all = must(m_library.opinions());
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].about.of, OpinionOf::Artist) << "the newest first";
    EXPECT_EQ(all[1].about.album, album);
}

TEST_F(Opinions, TellWhatIsUnwanted)
{
    add("/music/a.mp3");
    add("/music/b.mp3");
    const AlbumId album = must(m_library.saveAlbum("key", "Album", "Artist"));
    const RecordingId a = recordingOf("/music/a.mp3"), b = recordingOf("/music/b.mp3");
    must(m_library.setOpinion(track(a), {.rating = 10, .feeling = Feeling::Reject}, kNow));
    must(m_library.setOpinion(track(b), {.rating = 1}, kNow));
    must(m_library.setOpinion({.of = OpinionOf::Album, .recording = {}, .album = album, .artist = {}, .name = {}}, {.feeling = Feeling::Hate}, kNow));
    must(m_library.setOpinion(artist("x"), {.feeling = Feeling::Reject}, kNow));
    must(m_library.setOpinion(artist("y"), {.feeling = Feeling::Love}, kNow));
    const Unwanted unwanted = must(m_library.unwanted());
    EXPECT_EQ(unwanted.recordings, std::unordered_set{a});
    EXPECT_EQ(unwanted.albums, std::unordered_set{album});
    EXPECT_EQ(unwanted.artists, std::unordered_set<std::string>{"x"});
}

TEST_F(Opinions, GoOverWhenTwoRecordingsAreJoined)
{
    add("/music/old.mp3");
    add("/music/new.flac");
    const RecordingId former = recordingOf("/music/old.mp3"), present = recordingOf("/music/new.flac");
    must(m_library.setOpinion(track(former), {.rating = 2}, kNow));
    must(m_library.setOpinion(track(present), kFour, kNow + UnixTime{1}));
    must(m_library.decide({.former = former, .present = present, .verdict = Verdict::Same, .decidedAt = kNow}));
    EXPECT_EQ(must(m_library.trackByPath("/music/new.flac"))->opinion, kFour) << "the later word counts";
    must(m_library.undoDecision(former, present));
    EXPECT_EQ(must(m_library.trackByPath("/music/new.flac"))->opinion, kFour);
}

TEST_F(Opinions, OfNothingOrOutOfRangeAreRefused)
{
    EXPECT_EQ(m_library.setOpinion(track(RecordingId(99)), kFour, kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_library.setOpinion(artist(""), kFour, kNow).error().code, ErrorCode::InvalidArgument);
    for (const int rating : {-1, 11}) EXPECT_EQ(m_library.setOpinion(artist("a"), {.rating = rating}, kNow).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(must(m_library.opinions()).empty());
}

} // namespace
} // namespace taraf::store::test
