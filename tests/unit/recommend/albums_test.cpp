#include "songs.h"
#include "taraf/recommend/albums.h"

#include <array>
#include <gtest/gtest.h>

namespace taraf::recommend {
namespace {

using test::planeVector;
using test::Shelf;
using test::Vector;

Song songOf(const Vector &vector)
{
    Song song;
    song.vector = vector;
    return song;
}

constexpr PartWeights kOverall = weights(Focus::Overall);

AlbumTracks album(std::int64_t id, const std::vector<const Vector *> &vectors)
{
    AlbumTracks out;
    out.album = AlbumId(id);
    for (const Vector *vector : vectors) {
        Song &song = out.songs.emplace_back();
        song.recording = RecordingId(id * 100 + static_cast<std::int64_t>(out.songs.size()) - 1);
        song.vector = *vector;
    }
    return out;
}

TEST(Albums, SetSimilarityByHand)
{
    // Angles 0, 60 and 90 degrees: cosines 0-60: 0.5, 60-90: 0.866, 0-90: 0.
    const Vector v0 = planeVector(1.0), v60 = planeVector(0.5), v90 = planeVector(0.0);
    const std::array a{songOf(v0), songOf(v90)};
    const std::array b{songOf(v60)};
    // From a: 0.5 and 0.866, mean 0.683. From b: 0.866. Both: 0.7745.
    EXPECT_NEAR(setSimilarity(a, b, kOverall, 0.0F), (0.5 * (0.5 + 0.8660254) + 0.8660254) / 2.0, 1e-6);
    EXPECT_NEAR(setSimilarity(b, a, kOverall, 0.0F), (0.5 * (0.5 + 0.8660254) + 0.8660254) / 2.0, 1e-6);
    // Half of a's two is trimmed: 0.866 each way.
    EXPECT_NEAR(setSimilarity(a, b, kOverall, 0.5F), 0.8660254, 1e-6);
    EXPECT_NEAR(setSimilarity(a, a, kOverall), 1.0, 1e-6);
    EXPECT_EQ(setSimilarity(a, {}, kOverall), -1.0F);
}

TEST(Albums, OneOddTrackIsTrimmed)
{
    Shelf shelf(2);
    const Vector &style = shelf.vector();
    std::vector<Song> a, b;
    for (int i = 0; i < 5; ++i) {
        a.push_back(songOf(shelf.vector(&style, 0.1F)));
        b.push_back(songOf(shelf.vector(&style, 0.1F)));
    }
    const float before = setSimilarity(a, b, kOverall);
    b.back() = songOf(shelf.vector());
    EXPECT_NEAR(setSimilarity(a, b, kOverall), before, 0.02);
}

TEST(Albums, RanksAndNamesTheTracksThatCarryIt)
{
    const Vector v0 = planeVector(1.0), near = planeVector(0.99), middle = planeVector(0.6), far = planeVector(-0.5);
    const AlbumTracks query = album(1, {&v0, &middle});
    const std::array shelf{album(2, {&far, &far}), album(1, {&v0, &middle}), album(3, {&far, &near, &middle}), album(4, {}), album(0, {&v0})};
    AlbumSearch search;
    search.tracksShown = 2;
    const auto found = similarAlbums(query, shelf, kOverall, {}, 10, rulesFor(Asking::Albums), search).albums;
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].album, AlbumId(3));
    EXPECT_EQ(found[1].album, AlbumId(2));
    ASSERT_EQ(found[0].tracks.size(), 2U);
    EXPECT_EQ(found[0].tracks[0].track, RecordingId(302)) << "the same sound as the query's second";
    EXPECT_EQ(found[0].tracks[0].queryTrack, RecordingId(101));
    EXPECT_EQ(found[0].tracks[1].track, RecordingId(301));
    EXPECT_EQ(found[0].tracks[1].queryTrack, RecordingId(100));
    EXPECT_NEAR(found[0].tracks[1].cosine, 0.99F, 1e-4);
}

TEST(Albums, ThePrefilterKeepsTheNearest)
{
    Shelf shelf(5);
    std::vector<const Vector *> styles;
    for (int i = 0; i < 60; ++i) styles.push_back(&shelf.vector());
    std::vector<AlbumTracks> albums;
    for (std::int64_t id = 1; id <= 600; ++id) {
        const Vector *style = styles[static_cast<std::size_t>(id) % styles.size()];
        std::vector<const Vector *> tracks;
        for (int i = 0; i < 6; ++i) tracks.push_back(&shelf.vector(style, 0.7F));
        albums.push_back(album(id, tracks));
    }
    AlbumSearch all;
    all.examined = albums.size();
    AlbumSearch few;
    few.examined = 30;
    for (std::size_t q = 0; q < 5; ++q) {
        const auto exact = similarAlbums(albums[q], albums, kOverall, {}, 9, rulesFor(Asking::Albums), all).albums;
        const auto quick = similarAlbums(albums[q], albums, kOverall, {}, 9, rulesFor(Asking::Albums), few).albums;
        ASSERT_EQ(exact.size(), 9U);
        for (std::size_t i = 0; i < exact.size(); ++i) {
            EXPECT_EQ(exact[i].album, quick[i].album);
            EXPECT_EQ(exact[i].album.value() % 60, static_cast<std::int64_t>(q + 1) % 60) << "the nine others of its style";
        }
    }
}

/// An album of songs with names, each of its own sound near a style.
AlbumTracks named(Shelf &shelf, std::int64_t id, const std::string &artist, const std::vector<std::string> &titles, const Vector &style)
{
    AlbumTracks out;
    out.album = AlbumId(id);
    out.artistKeys = {artist};
    for (const std::string &title : titles) {
        const auto number = static_cast<std::int64_t>(out.songs.size());
        Song &song = out.songs.emplace_back();
        song = shelf.song(id * 100 + number, artist, title, shelf.vector(&style, 0.8F), id);
        song.duration = Milliseconds{200'000};
    }
    return out;
}

std::vector<std::int64_t> ids(const std::vector<SimilarAlbum> &albums)
{
    std::vector<std::int64_t> out;
    for (const SimilarAlbum &album : albums) out.push_back(album.album.value());
    return out;
}

TEST(Albums, ABestOfTheQueryIsNoAnswerAndSharedSongsDoNotCount)
{
    Shelf shelf(7);
    const Vector &style = shelf.vector();
    const Vector &other = shelf.vector();
    const AlbumTracks query = named(shelf, 1, "a", {"red", "green", "blue", "black", "white"}, style);
    std::vector<AlbumTracks> albums;
    albums.push_back(named(shelf, 2, "a", {"red (remastered)", "green", "blue - live", "gold"}, style)); // made of it
    albums.push_back(named(shelf, 3, "a", {"red", "green", "silver", "bronze"}, other));                 // half of it: not most
    albums.push_back(named(shelf, 4, "b", {"red", "green", "blue", "black"}, style));                    // another artist's songs of the name
    const SimilarAlbums found = similarAlbums(query, albums, kOverall, {}, 10);
    EXPECT_EQ(ids(found.albums), (std::vector<std::int64_t>{4, 3}));
    ASSERT_EQ(found.ofQuery.size(), 1U);
    EXPECT_EQ(found.ofQuery[0].album, AlbumId(2));
    EXPECT_EQ(found.ofQuery[0].shared, 3U);
    EXPECT_EQ(found.ofQuery[0].of, 4U);
    EXPECT_EQ(found.albums[1].shared, 2U);
    EXPECT_EQ(found.albums[1].compared, 2U);
    for (const TrackMatch &match : found.albums[1].tracks) EXPECT_GE(match.track.value(), 302) << "a song that is shared carries no likeness";

    Rules all = rulesFor(Asking::Albums);
    all.versions = Versions::All;
    EXPECT_EQ(similarAlbums(query, albums, kOverall, {}, 10, all).albums.size(), 3U);
}

TEST(Albums, AnEditionOfOneThatIsListedIsToldBesideIt)
{
    Shelf shelf(8);
    const Vector &style = shelf.vector();
    const AlbumTracks query = named(shelf, 1, "a", {"red", "green"}, style);
    std::vector<AlbumTracks> albums{named(shelf, 2, "b", {"one night", "two nights", "three nights"}, style)};
    albums.push_back(named(shelf, 3, "b", {"one night", "two nights", "three nights", "four nights (demo)"}, style));
    const SimilarAlbums found = similarAlbums(query, albums, kOverall, {}, 10);
    ASSERT_EQ(found.albums.size(), 1U);
    ASSERT_EQ(found.albums[0].versions.size(), 1U);
    EXPECT_EQ(found.albums[0].versions[0].shared, 3U);
}

TEST(Albums, CapsCountArtistsNotCompilations)
{
    Shelf shelf(9);
    const Vector &style = shelf.vector();
    const AlbumTracks query = named(shelf, 1, "a", {"red", "green"}, style);
    std::vector<AlbumTracks> albums;
    for (std::int64_t id = 2; id <= 4; ++id) albums.push_back(named(shelf, id, "b", {"b" + std::to_string(id) + " song of mine"}, style));
    for (std::int64_t id = 5; id <= 7; ++id) albums.push_back(named(shelf, id, "various artists", {"c" + std::to_string(id) + " song of ours"}, style));
    Rules rules = rulesFor(Asking::Albums);
    rules.perArtist = 1;
    EXPECT_EQ(similarAlbums(query, albums, kOverall, {}, 10, rules).albums.size(), 4U);
    EXPECT_EQ(similarAlbums(query, albums, kOverall, {}, 10).albums.size(), 6U);
    for (Song &song : albums[0].songs) song.genres = {"Christmas"};
    rules.excludedGenres = {"christmas"};
    EXPECT_EQ(similarAlbums(query, std::span(albums).first(1), kOverall, {}, 10, rules).albums.size(), 0U);
}

TEST(Albums, ARandomPairIsMeasured)
{
    Shelf shelf(10);
    std::vector<AlbumTracks> albums;
    for (std::int64_t id = 1; id <= 30; ++id) albums.push_back(named(shelf, id, "a", {"red", "green", "blue", "black"}, shelf.vector()));
    const Spread spread = spreadOfAlbums(albums, kOverall);
    double sum = 0;
    for (std::size_t i = 0; i < 30; ++i) {
        for (std::size_t j = i + 1; j < 30; ++j) sum += static_cast<double>(setSimilarity(albums[i].songs, albums[j].songs, kOverall));
    }
    EXPECT_NEAR(spread.mean, sum / 435.0, 1e-5);
    EXPECT_GT(spread.deviation, 0.0F);
    EXPECT_EQ(spreadOfAlbums(std::span(albums).first(1), kOverall).mean, 0.0F);
}

TEST(Albums, NothingAskedNothingFound)
{
    Shelf shelf;
    const std::array albums{album(1, {&shelf.vector()})};
    EXPECT_TRUE(similarAlbums({}, albums, kOverall, {}, 5).albums.empty());
    EXPECT_TRUE(similarAlbums(albums[0], {}, kOverall, {}, 5).albums.empty());
}

} // namespace
} // namespace taraf::recommend
