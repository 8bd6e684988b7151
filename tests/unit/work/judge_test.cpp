#include "judge.h"
#include "tuning_sample.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

namespace taraf::work {
namespace {

/// Tracks on a circle; halves lie where the track does, `apart` from each other.
Vectors circle(const std::vector<double> &degrees, double apart = 0.0)
{
    Vectors vectors{.size = 2, .whole = {}, .first = {}, .second = {}};
    const auto add = [](std::vector<float> &rows, double angle) {
        rows.push_back(static_cast<float>(std::cos(angle * M_PI / 180)));
        rows.push_back(static_cast<float>(std::sin(angle * M_PI / 180)));
    };
    for (const double angle : degrees) {
        add(vectors.whole, angle);
        add(vectors.first, angle - apart / 2);
        add(vectors.second, angle + apart / 2);
    }
    return vectors;
}

std::vector<double> evenly(std::size_t count)
{
    std::vector<double> angles;
    for (std::size_t i = 0; i < count; ++i) angles.push_back(360.0 * static_cast<double>(i) / static_cast<double>(count));
    return angles;
}

TEST(Judge, LooksWhetherBothHalvesHaveTheSameNeighbours)
{
    const std::vector<Facts> facts(40, Facts{.isQuery = true, .artist = 0, .making = 0, .genres = {}});
    // 9 degrees from track to track. Halves 1 degree apart have the same ten neighbours, those 36.5 apart share six, opposite ones none.
    const auto figures = judge(circle(evenly(40), 180.0), circle(evenly(40), 1.0), facts);
    ASSERT_EQ(figures.size(), 1U) << "no artist and no genre is known";
    EXPECT_EQ(figures[0].name, kHalvesFigure);
    EXPECT_EQ(figures[0].queries, 40U);
    EXPECT_DOUBLE_EQ(figures[0].before, 0.0);
    EXPECT_DOUBLE_EQ(figures[0].after, 1.0);
    EXPECT_NEAR(judge(circle(evenly(40)), circle(evenly(40), 36.5), facts)[0].after, 0.7, 0.1);
    EXPECT_TRUE(isBetter(figures));
    EXPECT_FALSE(isBetter(judge(circle(evenly(40), 1.0), circle(evenly(40), 180.0), facts)));
}

TEST(Judge, CountsArtistsAndGenresButNotTheGenreOfOnesOwnAlbum)
{
    // Four artists in two genres; every second track is asked about. Sorted: the artist's tracks lie together. Shuffled: they don't.
    std::vector<Facts> facts;
    std::vector<double> sorted, shuffled;
    for (std::size_t i = 0; i < 80; ++i) {
        facts.push_back({.isQuery = i % 2 == 0, .artist = 1 + i % 4, .making = 1 + i % 4, .genres = {100 + i % 4 / 2}});
        sorted.push_back(static_cast<double>(i % 4) * 40.0 + static_cast<double>(i / 4) * 0.1);
        shuffled.push_back(static_cast<double>(i * 37 % 80) * 4.5);
    }
    const auto figures = judge(circle(shuffled), circle(sorted), facts);
    ASSERT_EQ(figures.size(), 4U);
    EXPECT_EQ(figures[1].name, "artist");
    EXPECT_EQ(figures[1].queries, 40U);
    EXPECT_LT(figures[1].before, 0.4);
    EXPECT_DOUBLE_EQ(figures[1].after, 1.0);
    EXPECT_EQ(figures[3].name, kGenreFigure);
    EXPECT_EQ(figures[3].queries, 80U) << "all ask";
    // By others: artists 1 and 2 share a genre and are neighbours; artist 3 has 2 and 4 at the same distance, and half of them right.
    EXPECT_GT(figures[3].after, 0.6);
    EXPECT_LT(figures[3].before, 0.6);
}

TEST(Judge, LooksWhoIsAroundTheTracksOfOneMaking)
{
    // Eight artists. Sorted: their tracks lie together, so that the same others are around them. Shuffled: others are around each.
    std::vector<Facts> facts;
    std::vector<double> sorted, shuffled;
    for (std::size_t i = 0; i < 80; ++i) {
        facts.push_back({.isQuery = i == 0, .artist = 0, .making = 1 + i % 8, .genres = {}});
        sorted.push_back(static_cast<double>(i % 8) * 45.0 + static_cast<double>(i / 8) * 0.01);
        shuffled.push_back(static_cast<double>(i * 37 % 80) * 4.5);
    }
    const auto figures = judge(circle(shuffled), circle(sorted), facts);
    ASSERT_EQ(figures.size(), 1U) << "one track is held out: nothing else can be told";
    EXPECT_EQ(figures[0].name, kCompanyFigure);
    EXPECT_EQ(figures[0].queries, 80U) << "all ask";
    EXPECT_NEAR(figures[0].before, 0.0, 0.1);
    EXPECT_NEAR(figures[0].after, 1.0 - 1.0 / 7.0, 0.01) << "of seven strangers two have one of two neighbours in common";
    EXPECT_TRUE(isBetter(figures));
    // The same around everybody is nobody's own.
    const auto hub = judge(circle(shuffled), circle(std::vector<double>(80, 0.0)), facts);
    ASSERT_EQ(hub.size(), 1U);
    EXPECT_NEAR(hub[0].after, 0.0, 0.1);
}

TEST(Judge, LeavesOutWhatTooFewTracksSay)
{
    std::vector<Facts> facts(40);
    for (std::size_t i = 0; i < 9; ++i) facts[i].isQuery = true;
    EXPECT_TRUE(judge(circle(evenly(40)), circle(evenly(40)), facts).empty());
    EXPECT_FALSE(isBetter({}));
}

TEST(Judge, OneFigureMayNotPayForAnother)
{
    const auto figure = [](std::string_view name, double before, double after) {
        return Figure{.name = std::string(name), .before = before, .after = after, .error = 0.02, .queries = 50};
    };
    EXPECT_TRUE(isBetter({figure(kHalvesFigure, 0.5, 0.6), figure("artist", 0.5, 0.45)}));
    EXPECT_FALSE(isBetter({figure(kHalvesFigure, 0.5, 0.6), figure("artist", 0.5, 0.43)}));
    EXPECT_FALSE(isBetter({figure(kHalvesFigure, 0.5, 0.49), figure("artist", 0.5, 0.9)}));
    EXPECT_FALSE(isBetter({figure(kHalvesFigure, 0.5, 0.5)}));
    EXPECT_TRUE(isBetter({figure(kHalvesFigure, 0.5, 0.49), figure(kGenreFigure, 0.5, 0.52)})) << "genre decides where it is told";
    EXPECT_FALSE(isBetter({figure(kHalvesFigure, 0.5, 0.6), figure(kGenreFigure, 0.5, 0.49)}));
    EXPECT_TRUE(isBetter({figure(kHalvesFigure, 0.5, 0.49), figure(kCompanyFigure, 0.3, 0.32)})) << "so does the company";
    EXPECT_FALSE(isBetter({figure(kCompanyFigure, 0.3, 0.29), figure(kGenreFigure, 0.5, 0.52)})) << "both have to be better";
    EXPECT_FALSE(isBetter({figure("artist", 0.5, 0.6)})) << "finding the same artist says nothing of others";
}

std::vector<store::HeardTrack> collection(std::size_t artists, std::size_t tracksEach)
{
    std::vector<store::HeardTrack> tracks;
    for (std::size_t i = 0; i < artists * tracksEach; ++i) {
        store::HeardTrack track{.recording = RecordingId(static_cast<std::int64_t>(i + 1)), .path = "/m/" + std::to_string(i), .artists = {"Artist " + std::to_string(i % artists)}, .album = {}, .genres = {}};
        tracks.push_back(std::move(track));
    }
    return tracks;
}

TEST(TuningSample, HoldsOutWholeArtistsTheSameEachTime)
{
    const auto tracks = collection(40, 5);
    const auto sample = tuningSample(tracks);
    ASSERT_EQ(sample.size(), 200U);
    std::set<std::uint64_t> heldOut, trained;
    std::size_t queries = 0;
    for (const TuningTrack &each : sample) {
        (each.facts.isQuery ? heldOut : trained).insert(each.facts.artist);
        queries += each.facts.isQuery ? 1 : 0;
    }
    EXPECT_EQ(queries, 30U);
    for (const std::uint64_t artist : heldOut) EXPECT_FALSE(trained.contains(artist));
    auto grown = collection(40, 6);
    std::set<std::uint64_t> again;
    for (const TuningTrack &each : tuningSample(grown)) {
        if (each.facts.isQuery) again.insert(each.facts.artist);
    }
    EXPECT_EQ(again, heldOut);
}

TEST(TuningSample, IsBoundedAndFallsBackToFolders)
{
    std::vector<store::HeardTrack> tracks = collection(4000, 1);
    const auto sample = tuningSample(tracks);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(sample, [](const TuningTrack &each) { return each.facts.isQuery; })), kMostHeldOut);
    EXPECT_EQ(sample.size(), kMostTrained + kMostHeldOut);

    for (std::size_t i = 0; i < tracks.size(); ++i) {
        tracks[i].artists.clear();
        tracks[i].path = "/m/" + std::to_string(i / 100) + "/" + std::to_string(i);
    }
    const auto byFolder = tuningSample(tracks);
    std::set<std::string> heldOut;
    for (const TuningTrack &each : byFolder) {
        EXPECT_EQ(each.facts.artist, 0U);
        if (each.facts.isQuery) heldOut.insert(each.track.path.substr(0, each.track.path.rfind('/')));
    }
    for (const TuningTrack &each : byFolder) {
        EXPECT_EQ(heldOut.contains(each.track.path.substr(0, each.track.path.rfind('/'))), each.facts.isQuery);
    }
    EXPECT_TRUE(tuningSample({}).empty());
    const auto lonely = tuningSample(collection(1, 20));
    EXPECT_TRUE(std::ranges::none_of(lonely, [](const TuningTrack &each) { return each.facts.isQuery; })) << "one artist is trained on";
}

TEST(Steps, GrowWithTheCollection)
{
    EXPECT_EQ(stepsFor(10), 120U);
    EXPECT_EQ(stepsFor(200), 180U);
    EXPECT_EQ(stepsFor(2000), 569U);
    EXPECT_EQ(stepsFor(100'000), 600U);
}

} // namespace
} // namespace taraf::work
