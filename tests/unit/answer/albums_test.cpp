#include "small_library.h"
#include "taraf/answer/radios.h"

#include <algorithm>

namespace taraf::answer {
namespace {

using test::must;

class AlbumsTest : public test::SmallLibrary
{
protected:
    [[nodiscard]] SimilarAlbumsAnswer like(const std::string &path, bool unheard = false) const
    {
        return must(answers().similarAlbums({.seeds = {must(answers().find(path))}, .minus = {}, .count = 100, .focus = Focus::Overall, .explain = true, .unheard = unheard}));
    }
};

TEST_F(AlbumsTest, ADiscAsksAsItsAlbum)
{
    const auto whole = like(folderOf(4)).albums;
    const auto disc = like(folderOf(4) + "/CD1").albums;
    ASSERT_EQ(whole.size(), static_cast<std::size_t>(kArtists) - 1);
    ASSERT_EQ(disc.size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        EXPECT_EQ(disc[i].album.id, whole[i].album.id);
        EXPECT_EQ(disc[i].score, whole[i].score);
        EXPECT_EQ(whole[i].album.tracks.size(), static_cast<std::size_t>(kTracks)) << "both discs";
    }
}

TEST_F(AlbumsTest, ATrackAsksAsItsAlbumWhereThatIsMeant)
{
    const Seed album = must(answers().find("album:" + pathOf(4, 7)));
    EXPECT_EQ(album.kind, Seed::Kind::Album);
    EXPECT_EQ(album.label, "Artist 4 – Album 4");
    EXPECT_EQ(album.path, pathOf(4, 7));
    EXPECT_EQ(album.recordings, must(answers().find(folderOf(4))).recordings) << "both discs";
    EXPECT_EQ(must(answers().find("album:file://" + pathOf(4, 7))).label, must(answers().find("album:" + folderOf(4))).label);
    EXPECT_FALSE(answers().find("album:/music/nowhere.mp3").has_value());
    EXPECT_NE(like(pathOf(4, 7)).albums.front().score, like("album:" + pathOf(4, 7)).albums.front().score);
}

TEST_F(AlbumsTest, HalfIsARandomPairOfAlbums)
{
    double sum = 0;
    int pairs = 0;
    for (int artist = 0; artist < kArtists; ++artist) {
        for (const AlbumAnswer &album : like(folderOf(artist)).albums) {
            sum += album.match;
            ++pairs;
        }
    }
    EXPECT_NEAR(sum / pairs, 50, 1.5);
}

TEST_F(AlbumsTest, TheTracksNameTheirPartners)
{
    for (const AlbumAnswer &album : like(folderOf(4)).albums) {
        ASSERT_EQ(album.tracks.size(), 3U);
        EXPECT_FALSE(album.arithmetic.empty());
        for (const TrackAnswer &track : album.tracks) {
            EXPECT_TRUE(track.why.starts_with("like Name ")) << track.why;
            EXPECT_NE(track.why.find(" of 4: "), std::string::npos) << track.why;
            EXPECT_EQ(track.track.album, album.album.id);
        }
    }
}

TEST_F(AlbumsTest, UnheardAlbumsAreThoseOfWhichNothingWasPlayed)
{
    const RadioPart part = must(startRadio(answers(), {.seeds = {must(answers().find(pathOf(4, 0)))}, .length = 6}));
    for (const TrackAnswer &track : part.answer.tracks) must(tellRadio(m_home, part.id, track.track.recording, RadioState::Skipped));
    EXPECT_EQ(like(folderOf(4), true).albums.size(), static_cast<std::size_t>(kArtists) - 1) << "skipped is not played";
    const Track &played = part.answer.tracks[2].track;
    must(tellRadio(m_home, part.id, played.recording, RadioState::Played));
    const auto unheard = like(folderOf(4), true).albums;
    EXPECT_EQ(unheard.size(), static_cast<std::size_t>(kArtists) - 2);
    EXPECT_TRUE(std::ranges::none_of(unheard, [&](const AlbumAnswer &album) { return album.album.id == played.album; }));
}

} // namespace
} // namespace taraf::answer
