#include "density_cases.h"
#include "taraf/recommend/density.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace taraf::recommend {
namespace {

std::vector<float> distancesOf(const std::vector<int> &points)
{
    const std::size_t count = points.size() / 2;
    std::vector<float> distances(count * count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < count; ++k) distances[i * count + k] = static_cast<float>(std::hypot(points[2 * i] - points[2 * k], points[2 * i + 1] - points[2 * k + 1]));
    }
    return distances;
}

/// Numbered by their first points.
std::vector<int> renumbered(const std::vector<int> &labels)
{
    std::vector<int> first, out;
    for (const int label : labels) {
        if (label != kNoCluster && std::ranges::find(first, label) == first.end()) first.push_back(label);
        out.push_back(label == kNoCluster ? kNoCluster : static_cast<int>(std::ranges::find(first, label) - first.begin()));
    }
    return out;
}

TEST(Density, FindsWhatScikitLearnFinds)
{
    for (const test::DensityCase &each : test::densityCases()) {
        const auto labels = densityClusters(distancesOf(each.points), each.points.size() / 2,
                                            {.minSize = static_cast<std::size_t>(each.minSize), .minPoints = static_cast<std::size_t>(each.minPoints), .selection = each.isLeaf ? ClusterSelection::Leaf : ClusterSelection::ExcessOfMass});
        EXPECT_EQ(labels, renumbered(each.labels)) << each.name << ' ' << each.minSize << ' ' << each.minPoints << (each.isLeaf ? " leaf" : " eom");
    }
}

TEST(Density, TwoPairsOfThreeByHand)
{
    // On a line: 0 1 2, 10 11 12 and 100. Core distances with 3 points: 2 1 2, 2 1 2, 89. Tree: 2 within the threes, 8 between them, 88 to the last one.
    const std::vector<int> points{0, 0, 1, 0, 2, 0, 10, 0, 11, 0, 12, 0, 100, 0};
    for (const auto selection : {ClusterSelection::Leaf, ClusterSelection::ExcessOfMass}) {
        EXPECT_EQ(densityClusters(distancesOf(points), 7, {.minSize = 3, .minPoints = 0, .selection = selection}), (std::vector<int>{0, 0, 0, 1, 1, 1, kNoCluster}));
    }
    // Without the split there is one cluster of all, which is none.
    EXPECT_EQ(densityClusters(distancesOf(points), 7, {.minSize = 4}), std::vector<int>(7, kNoCluster));
}

TEST(Density, PointsMayCoincideOrBeFew)
{
    const std::vector<int> points{0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9};
    EXPECT_EQ(densityClusters(distancesOf(points), 6), (std::vector<int>{0, 0, 0, 1, 1, 1}));
    EXPECT_EQ(densityClusters({}, 0), std::vector<int>());
    EXPECT_EQ(densityClusters(std::vector<float>{0, 1, 1, 0}, 2), std::vector<int>(2, kNoCluster));
}

TEST(Density, TheOrderOfThePointsMakesNoDifference)
{
    const auto &points = test::densityCases().front().points;
    const std::size_t count = points.size() / 2;
    const auto labels = densityClusters(distancesOf(points), count);
    std::mt19937 random(4);
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (int turn = 0; turn < 10; ++turn) {
        std::ranges::shuffle(order, random);
        std::vector<int> shuffled, expected;
        for (const std::size_t i : order) {
            shuffled.insert(shuffled.end(), {points[2 * i], points[2 * i + 1]});
            expected.push_back(labels[i]);
        }
        EXPECT_EQ(densityClusters(distancesOf(shuffled), count), renumbered(expected));
    }
}

} // namespace
} // namespace taraf::recommend
