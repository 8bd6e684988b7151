#include "taraf/judge/figures.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <random>

namespace taraf::judge {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
using Rows = std::vector<std::vector<Item>>;
using Names = std::vector<std::vector<Label>>;

Lists listsOf(const Rows &rows, std::size_t longest = kMeanOf)
{
    Lists lists(rows.size(), longest);
    for (Item track = 0; track < rows.size(); ++track) lists.put(track, rows[track]);
    return lists;
}

std::vector<Item> all(std::size_t tracks)
{
    std::vector<Item> items(tracks);
    std::iota(items.begin(), items.end(), 0U);
    return items;
}

Bootstrap over(std::size_t members) { return Bootstrap(all(members)); }

TEST(Lists, AreCutAndGrow)
{
    Lists lists(1, 2);
    lists.put(0, std::vector<Item>{4, 5, 6});
    lists.put(3, std::vector<Item>{7});
    EXPECT_EQ(lists.size(), 4U);
    EXPECT_TRUE(std::ranges::equal(lists[0], std::vector<Item>{4, 5}));
    EXPECT_TRUE(lists[1].empty());
    EXPECT_TRUE(std::ranges::equal(lists[3], std::vector<Item>{7}));
    EXPECT_TRUE(lists[9].empty());
}

TEST(Figures, AccuracyAndPrecisionOfFourTracks)
{
    const std::vector<Label> labels{0, 0, 1, 1};
    const Lists lists = listsOf({{1, 2, 3}, {2, 0, 3}, {3, 0, 1}, {0, 1, 2}});
    const std::array columns{ClassColumn{.labels = labels, .lists = &lists}};
    EXPECT_DOUBLE_EQ(accuracy(columns, all(4), over(4)).mean.value, 0.5);
    EXPECT_DOUBLE_EQ(precision(columns, all(4), over(4)).mean.value, 1.0 / 3);
    EXPECT_DOUBLE_EQ(accuracy(columns, std::vector<Item>{0, 2}, over(2)).mean.value, 1) << "only those that ask count";
}

TEST(Figures, PrecisionLooksAtTenAndAtWhatIsThere)
{
    std::vector<Label> labels(14, 1);
    labels[0] = labels[1] = labels[12] = labels[13] = 0;
    const Lists lists = listsOf({{2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 12, 13}, {0, 2}, {}});
    const std::array columns{ClassColumn{.labels = labels, .lists = &lists}};
    EXPECT_DOUBLE_EQ(precision(columns, std::vector<Item>{0}, over(1)).mean.value, 0.1);
    EXPECT_DOUBLE_EQ(precision(columns, std::vector<Item>{1}, over(1)).mean.value, 0.5);
    EXPECT_FALSE(precision(columns, std::vector<Item>{2}, over(1)).mean.isKnown());
    EXPECT_DOUBLE_EQ(precision(columns, std::vector<Item>{1, 2}, over(2)).mean.value, 0.5) << "an empty list does not count";
}

TEST(Figures, ColumnsAreJudgedEachByItsLabels)
{
    const std::vector<Label> first{0, 0, 1}, second{kUnlabelled, 3, 3};
    const Lists everybody = listsOf({{1, 2}, {0, 2}, {1, 0}}), labelled = listsOf({{}, {2}, {1}});
    const std::array columns{ClassColumn{.labels = first, .lists = &everybody}, ClassColumn{.labels = second, .lists = &labelled}};
    const ColumnFigures figures = accuracy(columns, all(3), over(3));
    EXPECT_DOUBLE_EQ(figures.columns[0].value, 2.0 / 3);
    EXPECT_DOUBLE_EQ(figures.columns[1].value, 1);
    EXPECT_DOUBLE_EQ(figures.mean.value, 5.0 / 6);
}

TEST(Figures, ChanceOfThreeTracks)
{
    const std::vector<Label> labels{0, 0, 1};
    const Chance plain = chance(labels, all(3), {});
    EXPECT_DOUBLE_EQ(plain.precision, (0.5 + 0.5 + 0) / 3);
    EXPECT_EQ(plain.alone, 1U);
    // The first and the last are by the same: each is left with the second alone.
    const Names artists{{1}, {2}, {1}};
    const Chance filtered = chance(labels, all(3), artists);
    EXPECT_DOUBLE_EQ(filtered.precision, (1 + 0.5 + 0) / 3);
    EXPECT_EQ(filtered.alone, 1U);
    EXPECT_FALSE(std::isfinite(chance(std::vector<Label>{kUnlabelled, 4}, std::vector<Item>{0}, {}).precision));
}

/// Against its definition, counted pair by pair.
TEST(Figures, ChanceIsTheShareAmongThoseAllowed)
{
    std::mt19937 engine(3);
    const auto draw = [&] { return static_cast<std::uint32_t>(engine()); };
    for (int run = 0; run < 200; ++run) {
        const std::size_t tracks = 2 + draw() % 30;
        std::vector<Label> labels;
        Names artists(tracks);
        std::vector<Item> queries;
        for (Item track = 0; track < tracks; ++track) {
            labels.push_back(draw() % 5 == 0 ? kUnlabelled : draw() % 3);
            for (std::size_t n = draw() % 3; n > 0; --n) artists[track].push_back(draw() % 6);
            if (draw() % 2 == 0) queries.push_back(track);
        }
        double sum = 0, best = 0;
        std::size_t counted = 0, alone = 0;
        for (const Item query : queries) {
            if (labels[query] == kUnlabelled) continue;
            std::size_t allowed = 0, alike = 0;
            for (Item other = 0; other < tracks; ++other) {
                if (other == query || labels[other] == kUnlabelled || share(artists, query, other)) continue;
                ++allowed;
                alike += labels[other] == labels[query];
            }
            alone += alike == 0;
            if (allowed == 0) continue;
            sum += static_cast<double>(alike) / static_cast<double>(allowed);
            best += std::min(1.0, static_cast<double>(alike) / static_cast<double>(std::min<std::size_t>(10, allowed)));
            ++counted;
        }
        const Chance found = chance(labels, queries, artists);
        ASSERT_EQ(found.alone, alone);
        if (counted > 0) {
            ASSERT_NEAR(found.precision, sum / static_cast<double>(counted), 1e-12);
            ASSERT_NEAR(found.best, best / static_cast<double>(counted), 1e-12);
        } else {
            ASSERT_FALSE(std::isfinite(found.precision));
        }
    }
}

/// Lists drawn by lot have the precision of chance.
TEST(Figures, ListsByLotHaveThePrecisionOfChance)
{
    std::mt19937 engine(4);
    const auto draw = [&] { return static_cast<std::uint32_t>(engine()); };
    constexpr std::size_t tracks = 500;
    std::vector<Label> labels;
    for (std::size_t i = 0; i < tracks; ++i) labels.push_back(draw() % 10 < 6 ? 0 : draw() % 4);
    Rows rows(tracks);
    for (Item track = 0; track < tracks; ++track) {
        std::vector<Item> others = all(tracks);
        others.erase(others.begin() + track);
        std::ranges::shuffle(others, engine);
        rows[track].assign(others.begin(), others.begin() + 10);
    }
    const Lists lists = listsOf(rows);
    const Figure found = precision(std::array{ClassColumn{.labels = labels, .lists = &lists}}, all(tracks), over(tracks)).mean;
    const double expected = chance(labels, all(tracks), {}).precision;
    EXPECT_LE(found.low, expected);
    EXPECT_GE(found.high, expected);
}

TEST(Figures, HitsCountThoseWithAnotherOfTheirOwn)
{
    const Names albums{{1}, {1}, {2}, {}};
    const Lists lists = listsOf({{2, 3}, {3, 0}, {0, 1}, {0, 1}});
    EXPECT_DOUBLE_EQ(hit(lists, albums, all(4), all(4), over(4)).value, 0.5) << "the third has no fellow, the fourth no album";
    const Names artists{{1, 5}, {9}, {7, 1}, {}};
    EXPECT_DOUBLE_EQ(hit(lists, artists, all(4), all(4), over(4)).value, 1) << "one artist in common is enough";
    EXPECT_FALSE(hit(lists, Names(4), all(4), all(4), over(4)).isKnown());
    // The eleventh place is too late.
    Names late(12);
    for (const std::size_t one : {0U, 11U}) late[one].push_back(1);
    Rows rows(12);
    rows[0] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    EXPECT_DOUBLE_EQ(hit(listsOf(rows), late, all(12), all(12), over(12)).value, 0);
}

/// Occurrences 0, 3, 1, 0: mean 1, variance 6 / 4, third moment 6 / 4.
TEST(Figures, HubnessOfFourTracks)
{
    const Hubness hubs = hubness(listsOf({{1}, {2}, {1}, {1}}), all(4), over(4));
    EXPECT_NEAR(hubs.skewness.value, 1.5 / std::pow(1.5, 1.5), 1e-12);
    EXPECT_DOUBLE_EQ(hubs.largest.value, 3);
    EXPECT_DOUBLE_EQ(hubs.neverReached.value, 0.5);
}

TEST(Figures, HubnessOfARingIsNone)
{
    const Hubness hubs = hubness(listsOf({{1}, {2}, {3}, {0}}), all(4), over(4));
    EXPECT_FALSE(hubs.skewness.isKnown()) << "where all appear as often, nothing is skewed";
    EXPECT_DOUBLE_EQ(hubs.largest.value, 1);
    EXPECT_DOUBLE_EQ(hubs.neverReached.value, 0);
    EXPECT_FALSE(hubness(listsOf({{}, {}}), all(2), over(2)).largest.isKnown());
}

/// Own numbers 1 2 3 4, the neighbours' 2 1 4 3: 3 / sqrt(5 * 5).
TEST(Figures, CorrelationOfFourTracks)
{
    const std::vector<double> numbers{1, 2, 3, 4}, same{7, 7, 7, 7};
    const Lists lists = listsOf({{1}, {0}, {3}, {2}});
    const std::array columns{NumberColumn{.numbers = numbers, .lists = &lists}, NumberColumn{.numbers = same, .lists = &lists}};
    const ColumnFigures figures = correlation(columns, all(4), over(4));
    EXPECT_NEAR(figures.columns[0].value, 0.6, 1e-12);
    EXPECT_FALSE(figures.columns[1].isKnown()) << "what is always the same agrees with nothing";
    EXPECT_NEAR(figures.mean.value, 0.6, 1e-12);
}

TEST(Figures, CorrelationStandsFarFromZero)
{
    std::vector<double> numbers;
    for (const double each : {1, 2, 3, 4}) numbers.push_back(1e9 + each);
    const Lists lists = listsOf({{1}, {0}, {3}, {2}});
    EXPECT_NEAR(correlation(std::array{NumberColumn{.numbers = numbers, .lists = &lists}}, all(4), over(4)).mean.value, 0.6, 1e-9);
}

TEST(Figures, CorrelationTakesTheMeanOfTwenty)
{
    // The first three ask; 3 to 22 are their neighbours in part, and the 21st in a list does not count.
    std::vector<double> numbers{1, 2, 4, 1e6, 5, 6, 8};
    std::vector<Item> twenty(20, 4), late = twenty;
    late.push_back(3);
    const Lists lists = listsOf({late, std::vector<Item>(20, 5), std::vector<Item>(20, 6), {}, {}, {}, {}}, 21);
    const ColumnFigures figures = correlation(std::array{NumberColumn{.numbers = numbers, .lists = &lists}}, std::vector<Item>{0, 1, 2}, over(3));
    EXPECT_NEAR(figures.mean.value, 1, 1e-12) << "1 2 4 and 5 6 8";
    numbers[1] = kNone;
    EXPECT_NEAR(correlation(std::array{NumberColumn{.numbers = numbers, .lists = &lists}}, std::vector<Item>{0, 1, 2}, over(3)).mean.value, 1, 1e-12);
}

TEST(Figures, RecallIsTheShareOfTheTruthFound)
{
    const Lists found = listsOf({{1, 2, 3}, {0}}), truth = listsOf({{3, 2, 5}, {0}});
    EXPECT_NEAR(recall(found, truth, all(2), over(2)).value, (2.0 / 3 + 1) / 2, 1e-12);
    EXPECT_DOUBLE_EQ(recall(truth, truth, all(2), over(2)).value, 1);
}

} // namespace
} // namespace taraf::judge
