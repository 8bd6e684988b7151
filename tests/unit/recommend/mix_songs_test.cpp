#include "songs.h"
#include "taraf/recommend/mix_parameters.h"
#include "taraf/recommend/mixes.h"
#include "taraf/recommend/songs_like.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace taraf::recommend {
namespace {

using test::planeVector;
using test::Shelf;
using test::Vector;

/// In the moomoo project names that stand for nobody were looked for with `!= any`, which is true of every name.
TEST(Mixes, NamesThatStandForNobodyAreNoArtists)
{
    Song song;
    for (const char *nobody : {"various artists", "[unknown]", "various", ""}) {
        song.artistKeys = {nobody};
        EXPECT_EQ(ofSomebody(song), "") << nobody;
    }
    song.artistKeys = {};
    EXPECT_EQ(ofSomebody(song), "");
    song.artistKeys = {"nina simone", "various artists"};
    EXPECT_EQ(ofSomebody(song), "nina simone");
}

/// And so they had a cap of two, like an artist.
TEST(Mixes, NamesThatStandForNobodyHaveNoCap)
{
    Shelf shelf;
    std::vector<Song> ranked;
    for (std::int64_t i = 0; i < 12; ++i) ranked.push_back(shelf.song(i + 1, i % 2 == 0 ? "various artists" : "nina simone", "name " + std::to_string(i), shelf.vector()));
    const auto places = admitted(ranked, 20, rulesFor(Asking::Radio), {});
    EXPECT_EQ(places, (std::vector<std::size_t>{0, 1, 2, 3, 4, 6, 8, 10}));
}

TEST(Mixes, WhatIsListedKeepsToTheRules)
{
    Shelf shelf;
    const Vector &same = shelf.vector();
    std::vector<Song> ranked{shelf.song(1, "a", "one", shelf.vector()), shelf.song(2, "b", "two", shelf.vector()), shelf.song(3, "a", "one (live)", shelf.vector()),
                             shelf.song(4, "c", "three", same),         shelf.song(5, "d", "four", same),          shelf.song(6, "e", "five", shelf.vector()),
                             shelf.song(7, "f", "six", shelf.vector()), shelf.song(8, "g", "seven", shelf.vector())};
    ranked[2].duration = ranked[0].duration; // a version
    ranked[5].duration = Milliseconds(30'000);
    ranked[6].unwanted = true;
    EXPECT_EQ(admitted(ranked, 0, rulesFor(Asking::Radio), {}), (std::vector<std::size_t>{0, 1, 3, 7}));
    EXPECT_EQ(admitted(ranked, 2, rulesFor(Asking::Radio), {}), (std::vector<std::size_t>{0, 1}));
}

TEST(Mixes, EachSongIsFollowedByTheNearestOfAnotherArtist)
{
    Shelf shelf;
    const std::vector<Song> songs{shelf.song(1, "a", "1", shelf.keep(planeVector(1.0))),  shelf.song(2, "b", "2", shelf.keep(planeVector(0.1))), shelf.song(3, "a", "3", shelf.keep(planeVector(0.95))),
                                  shelf.song(4, "c", "4", shelf.keep(planeVector(0.8))), shelf.song(5, "d", "5", {})};
    EXPECT_EQ(inFlow(songs, {0, 4, 1, 2, 3}, weights(Focus::Overall)), (std::vector<std::size_t>{0, 3, 2, 1, 4}));
}

TEST(Mixes, IslandsOfWhatIsPlayed)
{
    Shelf shelf;
    std::vector<Song> songs;
    std::vector<std::uint64_t> plays;
    const auto add = [&](const std::string &artist, const Vector &vector, std::uint64_t times) {
        const auto id = static_cast<std::int64_t>(songs.size()) + 1;
        songs.push_back(shelf.song(id, artist, "name " + std::to_string(id), vector));
        plays.push_back(times);
    };
    const Vector &tight = shelf.vector(), &other = shelf.vector(), &lonely = shelf.vector(), &nobodys = shelf.vector();
    for (int i = 0; i < 8; ++i) add("band " + std::to_string(i % 4), shelf.vector(&tight, 0.1F), 3 + static_cast<std::uint64_t>(i));
    for (int i = 0; i < 6; ++i) add("artist " + std::to_string(i % 3), shelf.vector(&other, 0.5F), 5);
    for (int i = 0; i < 6; ++i) add("one alone", shelf.vector(&lonely, 0.05F), 9);                            // one artist
    for (int i = 0; i < 6; ++i) add(i < 4 ? "various artists" : "two", shelf.vector(&nobodys, 0.05F), 9);     // and nobody, which is none
    for (int i = 0; i < 40; ++i) add("far " + std::to_string(i), shelf.vector(), 4);                          // scattered
    const auto clusters = smartClusters(songs, plays, weights(Focus::Overall), {.isLeaf = false});
    ASSERT_GE(clusters.size(), 2U);
    EXPECT_TRUE(std::ranges::is_sorted(clusters, {}, &Cluster::spread));
    const auto bands = std::ranges::find_if(clusters, [](const Cluster &each) { return each.songs.front() == 7; }); // played 10 times
    ASSERT_NE(bands, clusters.end());
    for (std::size_t i = 0; i < 8; ++i) EXPECT_NE(std::ranges::find(bands->songs, i), bands->songs.end());
    ASSERT_GE(bands->artists.size(), 4U);
    EXPECT_EQ((std::vector<std::string>(bands->artists.begin(), bands->artists.begin() + 4)), (std::vector<std::string>{"band 3", "band 2", "band 1", "band 0"})); // 6 + 10, 5 + 9, 4 + 8, 3 + 7
    for (const Cluster &each : clusters) {
        EXPECT_GE(each.artists.size(), 3U);
        EXPECT_LE(each.artists.size(), 8U);
        EXPECT_EQ(std::ranges::find(each.artists, "various artists"), each.artists.end());
    }
    songs.resize(50);
    plays.resize(50);
    EXPECT_TRUE(smartClusters(songs, plays, weights(Focus::Overall)).empty()); // more than 50 are needed
}

// ---------------------------------------------------------------- songs like these

TEST(Mixes, SongsLikeTheseByHand)
{
    Shelf shelf;
    const auto heard = [&](std::int64_t id, const std::string &artist, double cosine, std::uint64_t plays, double lately = 0) {
        return HeardOften{.song = shelf.song(id, artist, "name " + std::to_string(id), shelf.keep(planeVector(cosine))), .plays = plays, .recency = lately};
    };
    LikeThese request{.seeds = {heard(1, "x", 1.0, 6), heard(2, "x", 0.0, 0)}, .count = 4, .seed = 3, .rules = rulesFor(Asking::Radio)};
    const std::vector<HeardOften> pool{heard(10, "a", 0.8, 0), heard(11, "b", 0.6, 0), heard(12, "c", 0.9, 9, 4), heard(1, "x", 1.0, 6), heard(13, "d", -0.5, 0)};
    const auto picks = songsLike(request, pool, {});
    // Weights ln 8 and ln 2, 3 to 1: the first draws thrice as much. Distances: 0.2 · 3 + 0.4 · 1, 0.4 · 3 + 0.2 · 1, (0.1 · 3 + (1 − √0.19) · 1) · 3 as it was played lately.
    ASSERT_EQ(picks.size(), 4U);
    EXPECT_TRUE(picks[0].isSeed);
    std::map<std::size_t, double> distance;
    for (std::size_t i = 1; i < picks.size(); ++i) {
        EXPECT_FALSE(picks[i].isSeed);
        distance[picks[i].place] = picks[i].distance;
    }
    EXPECT_NEAR(distance[0], (0.2 * 3 + 0.4) / 4, 1e-6);
    EXPECT_NEAR(distance[1], (0.4 * 3 + 0.2) / 4, 1e-6);
    EXPECT_NEAR(distance[2], (0.1 * 3 + 1 - std::sqrt(0.19)) / 4 * 3, 1e-6);
    request.parameters.recency = 0;
    request.count = 2;
    EXPECT_EQ(songsLike(request, pool, {})[1].place, 2U);
    request.parameters.leading = 0;
    EXPECT_FALSE(songsLike(request, pool, {})[0].isSeed);
    EXPECT_TRUE(songsLike({}, pool, {}).empty());
}

// ---------------------------------------------------------------- what can be set

TEST(Mixes, EveryKindSaysWhatCanBeSet)
{
    for (const MixKind kind : kMixKinds) {
        EXPECT_EQ(mixKindOf(name(kind)), kind);
        EXPECT_FALSE(title(kind).empty() || about(kind).empty());
        std::set<std::string_view> names;
        for (const MixParameterDescription &each : describe(kind)) {
            EXPECT_TRUE(names.insert(each.name).second) << name(kind) << ' ' << each.name;
            MixParameters parameters = mixParametersOf(kind);
            EXPECT_TRUE(set(parameters, kind, each.name, each.fallback)) << each.name;
            EXPECT_FALSE(set(parameters, kind, each.name, "-1"));
            EXPECT_FALSE(set(parameters, kind, each.name, "many"));
        }
        MixParameters parameters;
        EXPECT_EQ(set(parameters, kind, "colour", "1").error().code, ErrorCode::InvalidArgument);
    }
    MixParameters parameters = mixParametersOf(MixKind::RevisitTracks);
    EXPECT_TRUE(set(parameters, MixKind::RevisitTracks, "score", "1.5"));
    EXPECT_EQ(parameters.revisitTracks.score, 1.5);
    EXPECT_TRUE(set(parameters, MixKind::RevisitTracks, "quiet-days", "7"));
    EXPECT_EQ(parameters.revisitTracks.quietDays, 7);
    EXPECT_FALSE(set(parameters, MixKind::RevisitTracks, "quiet-days", "7.5"));
    EXPECT_EQ(parameters.revisitTracks.quietDays, 7);
}

} // namespace
} // namespace taraf::recommend
