#include "taraf/judge/bootstrap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <random>

namespace taraf::judge {
namespace {

std::vector<std::uint32_t> eachByItself(std::size_t members)
{
    std::vector<std::uint32_t> clusters(members);
    std::iota(clusters.begin(), clusters.end(), 0U);
    return clusters;
}

Figure meanOf(const std::vector<double> &values, const std::vector<std::uint32_t> &clusters)
{
    return Bootstrap(clusters).mean([&](std::size_t i) { return values[i]; });
}

TEST(Bootstrap, TheValueIsTheSamplesOwn)
{
    const Figure figure = meanOf({1, 2, 6, std::nan("")}, eachByItself(4));
    EXPECT_DOUBLE_EQ(figure.value, 3); // the one without a value does not count
    EXPECT_LT(figure.low, 3);
    EXPECT_GT(figure.high, 3);
    EXPECT_GE(figure.low, 1);
    EXPECT_LE(figure.high, 6);
}

TEST(Bootstrap, WhatNeverDiffersIsCertain)
{
    const Figure figure = meanOf(std::vector<double>(50, 0.25), eachByItself(50));
    EXPECT_DOUBLE_EQ(figure.low, 0.25);
    EXPECT_DOUBLE_EQ(figure.high, 0.25);
}

TEST(Bootstrap, OneClusterTellsNothingOfOthers)
{
    const Figure figure = meanOf({1, 2, 3}, {7, 7, 7});
    EXPECT_DOUBLE_EQ(figure.value, 2);
    EXPECT_FALSE(figure.hasInterval());
    EXPECT_FALSE(Bootstrap(std::vector<std::uint32_t>{7, 7, 7}).largest(std::vector<double>{1, 2, 3}).hasInterval());
}

TEST(Bootstrap, NobodyCountsForNothing)
{
    EXPECT_FALSE(meanOf({}, {}).isKnown());
    EXPECT_FALSE(meanOf({std::nan(""), std::nan("")}, {1, 2}).isKnown());
    EXPECT_FALSE(Bootstrap({}).largest({}).isKnown());
}

TEST(Bootstrap, TheNamesOfClustersDontMatterButTheSeedDoes)
{
    const std::vector<double> values{1, 5, 2, 8, 3, 9};
    const Figure figure = meanOf(values, {0, 0, 1, 1, 2, 2});
    const Figure renamed = meanOf(values, {90, 90, 7, 7, 4'000'000'000, 4'000'000'000});
    EXPECT_EQ(figure.low, renamed.low);
    EXPECT_EQ(figure.high, renamed.high);
    EXPECT_EQ(figure.low, meanOf(values, {0, 0, 1, 1, 2, 2}).low);

    std::mt19937_64 draw(1);
    std::vector<double> many(97);
    for (double &value : many) value = std::normal_distribution<double>()(draw);
    const auto clusters = eachByItself(97);
    const auto with = [&](std::uint64_t seed) { return Bootstrap(clusters, 1000, seed).mean([&](std::size_t i) { return many[i]; }); };
    EXPECT_NE(with(1).low, with(2).low);
}

/// As many columns as there are, and the mean over those that can be told.
TEST(Bootstrap, ColumnsHaveTheirOwnIntervals)
{
    const Bootstrap bootstrap(eachByItself(4));
    const std::array<std::array<double, 3>, 4> values{{{0, 1, std::nan("")}, {0, 2, std::nan("")}, {0, 3, std::nan("")}, {0, 4, std::nan("")}}};
    const ColumnFigures figures = bootstrap.means(3, [&](std::size_t i, std::size_t column) { return values[i][column]; });
    ASSERT_EQ(figures.columns.size(), 3U);
    EXPECT_DOUBLE_EQ(figures.columns[0].high, 0);
    EXPECT_DOUBLE_EQ(figures.columns[1].value, 2.5);
    EXPECT_FALSE(figures.columns[2].isKnown());
    EXPECT_DOUBLE_EQ(figures.mean.value, 1.25);
    EXPECT_TRUE(bootstrap.means(0, [](std::size_t, std::size_t) { return 0.0; }).columns.empty());
}

/// P(max <= 4) = 0.8^5 = 0.33, P(max <= 3) = 0.6^5 = 0.08, P(max <= 2) = 0.4^5 = 0.01.
TEST(Bootstrap, TheLargestHasTheIntervalOfTheDraw)
{
    const Figure figure = Bootstrap(eachByItself(5)).largest(std::vector<double>{2, 5, 1, 4, 3});
    EXPECT_EQ(figure.value, 5);
    EXPECT_EQ(figure.low, 3);
    EXPECT_EQ(figure.high, 5);
}

TEST(Bootstrap, TheLargestAgreesWithDrawing)
{
    std::mt19937_64 draw(5);
    std::vector<double> values(60);
    for (double &value : values) value = static_cast<double>(draw() % 1000);
    std::vector<std::uint32_t> clusters(60);
    for (std::size_t i = 0; i < 60; ++i) clusters[i] = static_cast<std::uint32_t>(i / 2);
    const Figure figure = Bootstrap(clusters).largest(values);
    int below = 0, atMost = 0;
    constexpr int times = 20'000;
    for (int time = 0; time < times; ++time) {
        double largest = 0;
        for (int drawn = 0; drawn < 30; ++drawn) {
            const std::size_t cluster = draw() % 30;
            largest = std::max({largest, values[2 * cluster], values[2 * cluster + 1]});
        }
        below += largest < figure.low;
        atMost += largest <= figure.low;
    }
    EXPECT_LE(static_cast<double>(below) / times, 0.03);
    EXPECT_GE(static_cast<double>(atMost) / times, 0.02);
}

struct Coverage {
    double ofClusters = 0, ofMembers = 0;
};

/// How often the interval holds the truth, which is 0, when artists differ and each has several tracks that don't.
Coverage coverage(std::size_t artists, std::size_t tracksAnArtist)
{
    constexpr int samples = 400;
    std::mt19937_64 draw(42);
    std::normal_distribution<double> normal;
    int byClusters = 0, byMembers = 0;
    for (int sample = 0; sample < samples; ++sample) {
        std::vector<double> values;
        std::vector<std::uint32_t> clusters;
        for (std::uint32_t artist = 0; artist < artists; ++artist) {
            const double own = normal(draw);
            for (std::size_t track = 0; track < tracksAnArtist; ++track) {
                values.push_back(own + 0.5 * normal(draw));
                clusters.push_back(artist);
            }
        }
        const auto holds = [&](const std::vector<std::uint32_t> &of) {
            const Figure figure = Bootstrap(of, 400).mean([&](std::size_t i) { return values[i]; });
            return figure.low <= 0 && 0 <= figure.high;
        };
        byClusters += holds(clusters);
        byMembers += holds(eachByItself(values.size()));
    }
    return {static_cast<double>(byClusters) / samples, static_cast<double>(byMembers) / samples};
}

TEST(Bootstrap, CoversTheTruthAsOftenAsItSays)
{
    const Coverage covered = coverage(40, 8);
    EXPECT_GE(covered.ofClusters, 0.90);
    EXPECT_LE(covered.ofClusters, 0.98);
    EXPECT_LT(covered.ofMembers, 0.75) << "tracks of one artist taken for independent claim too much";
}

} // namespace
} // namespace taraf::judge
