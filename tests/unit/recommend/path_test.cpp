#include "songs.h"
#include "taraf/recommend/path.h"
#include "taraf/recommend/versions.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <set>

namespace taraf::recommend {
namespace {

using test::planeVector;
using test::Shelf;
using test::Vector;

const Calibration kCalibration{{{{0.0F, 0.1F}, {0.0F, 0.1F}, {0.0F, 0.2F}, {0.0F, 0.2F}}}, 0.0F};
constexpr PartWeights kOverall = weights(Focus::Overall);

double angle(std::span<const float> a, std::span<const float> b) { return std::acos(static_cast<double>(cosine(a, b, kOverall))) * 180 / std::numbers::pi; }

/// A song at so many degrees from the first axis.
Song at(Shelf &shelf, std::int64_t id, double degrees, const std::string &artist = {})
{
    return shelf.song(id, artist.empty() ? "artist " + std::to_string(id) : artist, "name of " + std::to_string(id), shelf.keep(planeVector(std::cos(degrees * std::numbers::pi / 180))));
}

PathRequest request(const Song &from, const Song &to, int length)
{
    PathRequest out;
    out.from = from;
    out.to = to;
    out.length = length;
    return out;
}

std::vector<std::int64_t> ids(const Path &path)
{
    std::vector<std::int64_t> out;
    for (const PathStep &step : path.steps) out.push_back(step.recording.value());
    return out;
}

double longest(const Path &path)
{
    double most = 0;
    for (const PathStep &step : path.steps) most = std::max(most, step.fromPrevious.value_or(0));
    return most;
}

TEST(Path, PointsOfTheGreatCircleAreEvenlySpaced)
{
    Shelf shelf(3);
    const Vector &a = shelf.vector();
    const Vector &b = shelf.vector();
    const double whole = angle(a, b);
    for (int i = 0; i <= 10; ++i) {
        const auto point = between(a, b, i / 10.0);
        EXPECT_NEAR(angle(a, point), whole * i / 10, 0.05);
        EXPECT_NEAR(angle(point, b), whole * (10 - i) / 10, 0.05);
    }
    Vector opposite = a;
    for (float &value : opposite) value = -value;
    Vector without = a;
    std::fill_n(without.begin(), 128, 0.0F);
    for (const auto &point : {between(a, opposite, 0.5), between(a, a, 0.3), between(a, without, 0.7)}) {
        for (const float value : point) ASSERT_TRUE(std::isfinite(value));
    }
    EXPECT_NEAR(cosine(between(a, without, 0.7), a, kOverall), 1.0, 1e-5) << "a part that is zero in one is the other's";
}

TEST(Path, TakesTheEvenStepsOnTheWay)
{
    Shelf shelf;
    std::vector<Song> pool;
    for (int i = 1; i < 18; ++i) pool.push_back(at(shelf, 10 + i, 5.0 * i)); // 5, 10, … 85 degrees
    const Path path = recommend::path(request(at(shelf, 1, 0), at(shelf, 2, 90), 10), pool, kCalibration);
    EXPECT_EQ(ids(path), (std::vector<std::int64_t>{1, 12, 14, 16, 18, 20, 22, 24, 26, 2})) << "10, 20, … 80 degrees";
    EXPECT_TRUE(path.notes.empty());
    EXPECT_NEAR(path.straight, 90, 1e-3);
    EXPECT_NEAR(longest(path), 10, 1e-2);
    EXPECT_NEAR(path.steps[3].offWay, 0, 0.1);
    EXPECT_FALSE(path.steps.front().index);
    EXPECT_EQ(pool[*path.steps[1].index].recording, path.steps[1].recording);
    EXPECT_TRUE(path.steps[1].why.text().starts_with("with the track before"));
}

/// The longest step is as short as it can be: against all paths of a small pool.
TEST(Path, NoOtherPathHasAShorterLongestStep)
{
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Shelf shelf(seed);
        const Vector &style = shelf.vector();
        std::vector<Song> pool;
        for (std::int64_t id = 10; id < 18; ++id) pool.push_back(shelf.song(id, "artist " + std::to_string(id), "name of " + std::to_string(id), shelf.vector(&style, 2.0F)));
        const Song from = shelf.song(1, "one", "start of it", shelf.vector(&style, 2.0F));
        const Song to = shelf.song(2, "two", "end of it", shelf.vector(&style, 2.0F));
        const int inner = 1 + static_cast<int>(seed % 4);
        const Path path = recommend::path(request(from, to, inner + 2), pool, kCalibration);
        ASSERT_EQ(path.steps.size(), static_cast<std::size_t>(inner + 2));

        std::vector<const Song *> order;
        for (const Song &song : pool) order.push_back(&song);
        std::ranges::sort(order, {}, [&](const Song *song) { return angle(from.vector, song->vector) / (angle(from.vector, song->vector) + angle(song->vector, to.vector)); });
        double least = 1000;
        for (unsigned chosen = 0; chosen < 1U << order.size(); ++chosen) {
            if (std::popcount(chosen) != inner) continue;
            double most = 0;
            const Song *before = &from;
            for (std::size_t i = 0; i < order.size(); ++i) {
                if ((chosen >> i & 1U) == 0) continue;
                most = std::max(most, angle(before->vector, order[i]->vector));
                before = order[i];
            }
            least = std::min(least, std::max(most, angle(before->vector, to.vector)));
        }
        EXPECT_LE(longest(path), least * (1 + kSlack) + 1e-3);
        const double straight = angle(from.vector, to.vector);
        EXPECT_EQ(longest(path) < straight, path.notes.empty()) << "shorter than straight, or a note says so";
        EXPECT_EQ(least < straight - 1e-6, longest(path) < straight);
    }
}

TEST(Path, WhatLiesNoWayBetweenIsNamed)
{
    Shelf shelf;
    const std::vector<Song> pool{at(shelf, 11, 170), at(shelf, 12, 175)};
    const Path path = recommend::path(request(at(shelf, 1, 0), at(shelf, 2, 40), 4), pool, kCalibration);
    ASSERT_EQ(path.steps.size(), 4U);
    ASSERT_FALSE(path.notes.empty());
    EXPECT_NE(path.notes.front().find("nothing lies between: step"), std::string::npos) << path.notes.front();
}

TEST(Path, RulesHoldOnTheWay)
{
    Shelf shelf;
    std::vector<Song> pool;
    for (int i = 1; i < 90; ++i) pool.push_back(at(shelf, 100 + i, i, i % 2 == 0 ? "often" : ""));
    Song live = at(shelf, 300, 45, "one");
    live.titleKey = "start of it (live)";
    Song copy = pool[20]; // the sound of another
    copy.recording = RecordingId(301);
    copy.artistKeys = {"somebody"};
    Song carol = at(shelf, 302, 30.5);
    carol.genres = {"Christmas"};
    pool.insert(pool.end(), {live, copy, carol});
    Song from = at(shelf, 1, 0, "one");
    from.titleKey = "start of it";
    PathRequest asked = request(from, at(shelf, 2, 90), 12);
    asked.rules.excludedGenres = {"christmas"};
    asked.rules.artistSpacing = 4;
    asked.rules.nearDuplicate = 0.99999F;
    const Path path = recommend::path(asked, pool, kCalibration);
    ASSERT_EQ(path.steps.size(), 12U);
    EXPECT_TRUE(path.notes.empty());
    std::set<RecordingId> seen;
    std::vector<std::size_t> often;
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        EXPECT_TRUE(seen.insert(path.steps[i].recording).second);
        if (path.steps[i].index && pool[*path.steps[i].index].artistKeys.front() == "often") often.push_back(i);
    }
    EXPECT_FALSE(seen.contains(RecordingId(300)) || seen.contains(RecordingId(302)));
    EXPECT_FALSE(seen.contains(RecordingId(301)) && seen.contains(RecordingId(121)));
    EXPECT_LE(often.size(), 2U);
    if (often.size() == 2) {
        EXPECT_GT(often[1] - often[0], 4U);
    }
}

TEST(Path, TheOrderOfThePoolMakesNoDifference)
{
    Shelf shelf(5);
    const Vector &style = shelf.vector();
    std::vector<Song> pool;
    for (std::int64_t id = 10; id < 500; ++id) pool.push_back(shelf.song(id, "artist " + std::to_string(id % 90), "name of " + std::to_string(id), shelf.vector(&style, 2.0F)));
    const PathRequest asked = request(shelf.song(1, "one", "start of it", shelf.vector(&style, 2.0F)), shelf.song(2, "two", "end of it", shelf.vector(&style, 2.0F)), 15);
    const auto one = ids(recommend::path(asked, pool, kCalibration));
    EXPECT_EQ(one.size(), 15U);
    std::ranges::shuffle(pool, shelf.random());
    EXPECT_EQ(ids(recommend::path(asked, pool, kCalibration)), one);
}

TEST(Path, AnyLength)
{
    Shelf shelf(6);
    const Vector &style = shelf.vector();
    std::vector<Song> pool;
    for (std::int64_t id = 10; id < 150; ++id) pool.push_back(shelf.song(id, "artist " + std::to_string(id), "name of " + std::to_string(id), shelf.vector(&style, 2.0F)));
    const Song from = shelf.song(1, "one", "start of it", shelf.vector(&style, 2.0F));
    const Song to = shelf.song(2, "two", "end of it", shelf.vector(&style, 2.0F));
    for (const int length : {2, 3, 4, 7, 30, 100, 142}) {
        const Path path = recommend::path(request(from, to, length), pool, kCalibration);
        EXPECT_EQ(path.steps.size(), static_cast<std::size_t>(length));
        EXPECT_EQ(path.steps.front().recording, from.recording);
        EXPECT_EQ(path.steps.back().recording, to.recording);
    }
    const Path all = recommend::path(request(from, to, 200), pool, kCalibration);
    EXPECT_EQ(all.steps.size(), 142U);
    EXPECT_TRUE(all.notes.back().contains("only 140 tracks lie between")) << all.notes.back();
    EXPECT_EQ(recommend::path(request(from, to, 5), {}, kCalibration).steps.size(), 2U);
}

/// One artist's collection: the spacing and then the cap give way, and the notes say so; unless they may not.
TEST(Path, RulesGiveWayInTheirOrder)
{
    Shelf shelf;
    std::vector<Song> pool;
    for (int i = 1; i < 30; ++i) pool.push_back(at(shelf, 100 + i, 3 * i, "one"));
    PathRequest asked = request(at(shelf, 1, 0, "one"), at(shelf, 2, 90, "one"), 8);
    const Path path = recommend::path(asked, pool, kCalibration);
    EXPECT_EQ(path.steps.size(), 8U);
    EXPECT_EQ(path.notes.size(), 2U);
    asked.rules.whenDry = WhenDry::End;
    EXPECT_EQ(recommend::path(asked, pool, kCalibration).steps.size(), 2U);
}

} // namespace
} // namespace taraf::recommend
