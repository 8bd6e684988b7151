#include "library_fixture.h"

#include <algorithm>
#include <array>

namespace taraf::store::test {
namespace {

class Tracks : public LibraryTest
{
protected:
    std::vector<std::string> pathsUnder(std::string_view folder)
    {
        std::vector<std::string> paths;
        for (const Track &track : must(m_library.tracksUnder(folder))) paths.push_back(track.path);
        std::vector<std::string> oneByOne;
        EXPECT_TRUE(m_library.eachTrackUnder(folder, [&](const Track &track) { oneByOne.push_back(track.path); }));
        EXPECT_EQ(oneByOne, paths);
        return paths;
    }
};

Tags everyTag()
{
    Tags tags;
    tags.title = "Tïtle";
    tags.artists = {"One", "Two"};
    tags.albumArtists = {"Album Artist"};
    tags.album = "Album";
    tags.track = 3, tags.tracks = 12, tags.disc = 1, tags.discs = 2, tags.year = 1999, tags.originalYear = 1971;
    tags.genres = {"Rock", "Pop"};
    tags.composers = {"Composer"};
    tags.comment = "A comment";
    tags.compilation = true;
    tags.musicBrainz = {.recording = "r", .releaseTrack = "t", .release = "e", .releaseGroup = "g", .artists = {"a", "b"}, .albumArtists = {"c"}, .work = "w"};
    tags.replayGain = {.trackGain = -6.5F, .trackPeak = 0.98F, .albumGain = std::nullopt, .albumPeak = 1.0F};
    tags.rating = 0.8F;
    tags.moods = {"Calm"};
    tags.bpm = 120.5F;
    tags.initialKey = "Am";
    tags.copyright = "(c)", tags.license = "CC0";
    tags.art = EmbeddedArt{.hash = hashOf(77), .bytes = 123'456};
    return tags;
}

TEST_F(Tracks, ComeBackWithEveryTag)
{
    auto file = record("/music/a.flac", newRecording());
    file.tags = everyTag();
    file.stream = {.duration = Milliseconds{123'456}, .sampleRate = 96'000, .channels = 6, .bitrate = 2'300, .bitDepth = 24};
    file.album = must(m_library.saveAlbum("key", "Album", "Album Artist"));
    const auto id = must(m_library.saveFile(file, kNow));
    const auto track = must(m_library.trackByPath("/music/a.flac"));
    ASSERT_TRUE(track);
    EXPECT_EQ(track->tags, file.tags);
    EXPECT_EQ(track->stream, file.stream);
    EXPECT_EQ(track->file, id);
    EXPECT_EQ(track->album, file.album);
    EXPECT_EQ(track->recording, file.recording);
    EXPECT_EQ(must(m_library.tracks(std::array{file.recording})).at(0).tags, file.tags);

    const auto slim = must(m_library.slims(std::array{file.recording})).at(0);
    EXPECT_EQ(slim.artists, file.tags.artists);
    EXPECT_EQ(slim.genres, file.tags.genres);
    EXPECT_EQ(slim.title, file.tags.title);
    EXPECT_EQ(slim.duration, file.stream.duration);
    EXPECT_EQ(slim.year, 1999);
    EXPECT_EQ(slim.album, file.album);
    EXPECT_EQ(slim.file, id);
}

TEST_F(Tracks, HoldHostileText)
{
    auto file = record("/music/it's \"a\"; DROP TABLE files;--.mp3", newRecording());
    file.tags.title = std::string("a\0b", 3) + "'\"\\%_\x1F\x1E\n";
    file.tags.artists = {std::string("x\0y", 3), "", "a\x1F", std::string(4096, 'q')};
    file.tags.genres = {""};
    file.tags.comment = std::string(4096, '\'');
    file.tags.album = "\xF0\x9F\x8E\xB5 \xE2\x80\xAE";
    must(m_library.saveFile(file, kNow));
    const auto track = must(m_library.trackByPath(file.path));
    ASSERT_TRUE(track);
    EXPECT_EQ(track->tags, file.tags);
    EXPECT_TRUE(m_library.check());
    must(m_library.setSetting("k'\"; --", file.tags.title));
    EXPECT_EQ(must(m_library.setting("k'\"; --")), file.tags.title);
}

TEST_F(Tracks, HavePathsOfAnyBytes)
{
    const std::string odd = "/music/\xFF\xFE\x80/new\nline\t.mp3";
    add(odd);
    add("/music/\xC3\xA9.mp3");
    EXPECT_EQ(must(m_library.trackByPath(odd))->path, odd);
    EXPECT_EQ(pathsUnder("/music/\xFF\xFE\x80"), std::vector{odd});
    EXPECT_EQ(must(m_library.trackByPath("/music/\xFF")), std::nullopt);
    EXPECT_EQ(must(m_library.trackByRelativePath("\xFF\xFE\x80/new\nline\t.mp3"))->path, odd);
    EXPECT_EQ(must(m_library.trackByRelativePath("none.mp3")), std::nullopt);
}

TEST_F(Tracks, UnderAFolderAreOnlyThose)
{
    for (const char *path : {"/music/Album/1.mp3", "/music/Album/CD 2/1.mp3", "/music/Album 2/1.mp3", "/music/Album.mp3", "/music/Album0/1.mp3", "/music/album/1.mp3",
                             "/music/A%/1.mp3", "/music/Ab/1.mp3", "/music/A_/1.mp3", "/music/\xFF/1.mp3", "/music/\xFF\xFF/1.mp3", "/music/A*[a]/1.mp3"}) {
        add(path);
    }
    EXPECT_EQ(pathsUnder("/music/Album"), (std::vector<std::string>{"/music/Album/1.mp3", "/music/Album/CD 2/1.mp3"}));
    EXPECT_EQ(pathsUnder("/music/Album/"), pathsUnder("/music/Album"));
    EXPECT_EQ(pathsUnder("/music/A%"), std::vector<std::string>{"/music/A%/1.mp3"});
    EXPECT_EQ(pathsUnder("/music/A_"), std::vector<std::string>{"/music/A_/1.mp3"});
    EXPECT_EQ(pathsUnder("/music/A*[a]"), std::vector<std::string>{"/music/A*[a]/1.mp3"});
    EXPECT_EQ(pathsUnder("/music/\xFF"), std::vector<std::string>{"/music/\xFF/1.mp3"});
    EXPECT_EQ(pathsUnder("/music").size(), 12U);
    EXPECT_EQ(pathsUnder("/").size(), 12U);
    EXPECT_TRUE(pathsUnder("/mus").empty());
}

TEST_F(Tracks, TakeTheBestFileThatIsThere)
{
    const auto recording = newRecording();
    auto mp3 = record("/music/a.mp3", recording);
    auto flac = record("/music/b.flac", recording);
    flac.stream.bitrate = 300;
    flac.stream.bitDepth = 16;
    auto high = record("/music/c.mp3", recording);
    high.stream.bitrate = 330;
    must(m_library.saveFile(mp3, kNow));
    const auto lossless = must(m_library.saveFile(flac, kNow));
    const auto better = must(m_library.saveFile(high, kNow));
    const auto best = [&] { return must(m_library.tracks(std::array{recording})).at(0).path; };
    EXPECT_EQ(best(), "/music/b.flac");
    EXPECT_EQ(must(m_library.slims(std::array{recording})).at(0).file, lossless);
    must(m_library.markMissing(std::array{lossless}, kNow));
    EXPECT_EQ(best(), "/music/c.mp3");
    must(m_library.saveFailure({m_root, "/music/c.mp3", 1, FileTime{1}, {ErrorCode::Corrupt, "x"}}, kNow));
    EXPECT_EQ(best(), "/music/a.mp3");
    EXPECT_EQ(must(m_library.unanalysed(kVersion)).at(0).path, "/music/a.mp3");
    EXPECT_TRUE(better.isValid());
}

TEST_F(Tracks, ComeInTheOrderAskedFor)
{
    const auto a = newRecording();
    const auto b = newRecording();
    must(m_library.saveFile(record("/music/a.mp3", a), kNow));
    must(m_library.saveFile(record("/music/b.mp3", b), kNow));
    const std::array asked{b, RecordingId(99), a, b};
    const auto tracks = must(m_library.tracks(asked));
    ASSERT_EQ(tracks.size(), 3U);
    EXPECT_EQ(tracks[0].recording, b);
    EXPECT_EQ(tracks[1].recording, a);
    EXPECT_EQ(tracks[2].recording, b);
    EXPECT_EQ(must(m_library.slims(asked)).size(), 3U);
}

TEST_F(Tracks, AllSlimOnesOnceEachAlsoWhileAskingAgain)
{
    const auto a = newRecording();
    const auto b = newRecording();
    for (const char *path : {"/music/1.mp3", "/music/2.mp3"}) must(m_library.saveFile(record(path, a), kNow));
    must(m_library.saveFile(record("/music/3.mp3", b), kNow));
    std::vector<RecordingId> outer;
    int inner = 0;
    must(m_library.eachSlim([&](const Slim &slim) {
        outer.push_back(slim.recording);
        must(m_library.eachSlim([&](const Slim &) { ++inner; }));
    }));
    EXPECT_EQ(outer, (std::vector{a, b}));
    EXPECT_EQ(inner, 4);
}

TEST_F(Tracks, MakeAlbums)
{
    const auto album = must(m_library.saveAlbum("key", "Old title", "Artist"));
    EXPECT_EQ(must(m_library.saveAlbum("key", "Title", "Artist")), album);
    const auto lonely = must(m_library.saveAlbum("other", "Aaa", "Artist"));
    must(m_library.saveAlbum("empty", "Empty", "Artist"));
    const auto put = [&](const char *path, int disc, int track, AlbumId where) {
        auto file = record(path, newRecording());
        file.tags.disc = disc;
        file.tags.track = track;
        file.tags.year = 1990 + track;
        file.album = where;
        must(m_library.saveFile(file, kNow));
        return file.recording;
    };
    const auto third = put("/music/a/1.mp3", 2, 1, album);
    const auto second = put("/music/a/2.mp3", 1, 2, album);
    const auto first = put("/music/a/3.mp3", 1, 1, album);
    put("/music/b/1.mp3", 0, 0, lonely);
    auto copy = record("/music/a/copy.mp3", first);
    copy.album = album;
    copy.stream.bitrate = 64;
    const auto copyFile = must(m_library.saveFile(copy, kNow));

    const auto found = must(m_library.album(album));
    EXPECT_EQ(found.title, "Title");
    EXPECT_EQ(found.artist, "Artist");
    EXPECT_EQ(found.tracks, (std::vector{first, second, third}));
    const auto rows = must(m_library.albums());
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].id, lonely);
    EXPECT_EQ(rows[1].tracks, 3U);
    EXPECT_EQ(rows[1].year, 1991);
    EXPECT_EQ(must(m_library.albums(2)).size(), 1U);
    EXPECT_EQ(must(m_library.counts(kVersion)).albums, 2U);

    must(m_library.setAlbum(copyFile, lonely));
    EXPECT_EQ(must(m_library.album(lonely)).tracks.size(), 2U);
    must(m_library.setAlbum(copyFile, {}));
    EXPECT_EQ(must(m_library.album(lonely)).tracks.size(), 1U);
    EXPECT_EQ(m_library.album(AlbumId(99)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_library.setAlbum(copyFile, AlbumId(99)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_library.saveAlbum("", "x", "y").error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace taraf::store::test
