#include "row_kernels.h"
#include "taraf/learn/factors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace taraf::learn {
namespace {

Interactions made(std::size_t users, std::size_t items, const std::vector<Interaction> &entries)
{
    auto data = Interactions::of(users, items, entries);
    if (!data) throw std::runtime_error(data.error().message);
    return *std::move(data);
}

Factorisation begun(const Interactions &data, const FactorOptions &options, Factors start = {})
{
    auto all = Factorisation::begin(data, options, std::move(start));
    if (!all) throw std::runtime_error(all.error().message);
    return *std::move(all);
}

/// Users like the items of their group, and a few others.
std::vector<Interaction> planted(std::size_t users, std::size_t items, std::size_t groups, unsigned seed)
{
    std::mt19937 draw(seed);
    std::vector<Interaction> entries;
    for (std::uint32_t user = 0; user < users; ++user) {
        for (std::uint32_t item = 0; item < items; ++item) {
            const bool isOwn = user % groups == item % groups;
            if (draw() % 100 < (isOwn ? 60U : 3U)) entries.push_back({.user = user, .item = item, .weight = 1.0F + static_cast<float>(draw() % 5)});
        }
    }
    return entries;
}

using Dense = std::vector<std::vector<double>>;

/// Gaussian elimination with pivots, by the book.
std::vector<double> eliminated(Dense a, std::vector<double> b)
{
    const std::size_t size = b.size();
    for (std::size_t j = 0; j < size; ++j) {
        std::size_t pivot = j;
        for (std::size_t i = j; i < size; ++i) {
            if (std::abs(a[i][j]) > std::abs(a[pivot][j])) pivot = i;
        }
        std::swap(a[j], a[pivot]);
        std::swap(b[j], b[pivot]);
        for (std::size_t i = j + 1; i < size; ++i) {
            const double factor = a[i][j] / a[j][j];
            for (std::size_t k = j; k < size; ++k) a[i][k] -= factor * a[j][k];
            b[i] -= factor * b[j];
        }
    }
    for (std::size_t j = size; j-- > 0;) {
        for (std::size_t k = j + 1; k < size; ++k) b[j] -= a[j][k] * b[k];
        b[j] /= a[j][j];
    }
    return b;
}

/// What the equations of the header say a user is, summed over every item one by one.
std::vector<double> wanted(const Interactions &data, const FactorOptions &options, const FactorRows &items, std::size_t user)
{
    const auto rank = static_cast<std::size_t>(options.rank);
    Dense a(rank, std::vector<double>(rank));
    std::vector<double> b(rank);
    const auto columns = data.byUser().columnsOf(user);
    const auto weights = data.byUser().weightsOf(user);
    for (std::size_t item = 0; item < data.items(); ++item) {
        double confidence = options.feedback == Feedback::Implicit ? 1 : 0, target = 0;
        if (const auto found = std::lower_bound(columns.begin(), columns.end(), item); found != columns.end() && *found == item) {
            const auto k = static_cast<std::size_t>(found - columns.begin());
            confidence = options.feedback == Feedback::Implicit ? 1 + static_cast<double>(options.alpha) * std::abs(static_cast<double>(weights[k])) : 1;
            target = options.feedback == Feedback::Explicit ? static_cast<double>(weights[k]) : weights[k] > 0 ? 1 : 0;
        }
        for (std::size_t i = 0; i < rank; ++i) {
            b[i] += confidence * target * static_cast<double>(items.row(item)[i]);
            for (std::size_t j = 0; j < rank; ++j) a[i][j] += confidence * static_cast<double>(items.row(item)[i]) * static_cast<double>(items.row(item)[j]);
        }
    }
    for (std::size_t i = 0; i < rank; ++i) a[i][i] += static_cast<double>(options.regularisation) * (options.scales ? static_cast<double>(columns.size()) : 1.0);
    return eliminated(a, b);
}

constexpr std::array kSolvers{Solver::ConjugateGradient, Solver::Blocks, Solver::Cholesky};

TEST(Factors, AUserIsTheMinimumByTheBook)
{
    std::vector<Interaction> entries = planted(12, 40, 3, 1);
    for (std::size_t i = 0; i < entries.size(); i += 7) entries[i].weight = -entries[i].weight; // disliked
    const Interactions data = made(12, 40, entries);
    for (const Feedback feedback : {Feedback::Implicit, Feedback::Explicit}) {
        for (const bool scales : {false, true}) {
            for (const int rank : {1, 7, 16, 20, 50, 70, 100, 130}) {
                for (const Solver solver : kSolvers) {
                    const FactorOptions options{.feedback = feedback, .solver = solver, .rank = rank, .regularisation = 2, .scales = scales, .alpha = 3, .steps = 400, .seed = 5, .threads = 2};
                    Factors start{.users = FactorRows(12, rank), .items = FactorRows(40, rank)};
                    std::mt19937 draw(9);
                    std::normal_distribution<float> normal(0, 0.3F);
                    for (std::size_t item = 0; item < 40; ++item) {
                        for (float &value : start.items.row(item)) value = normal(draw);
                    }
                    const FactorRows items = start.items;
                    Factorisation all = begun(data, options, std::move(start));
                    ASSERT_TRUE(all.iterate());
                    for (std::size_t user = 0; user < 12; ++user) {
                        const auto answer = wanted(data, options, items, user);
                        for (std::size_t i = 0; i < answer.size(); ++i) EXPECT_NEAR(all.factors().users.row(user)[i], answer[i], 2e-3) << rank << " " << static_cast<int>(solver);
                    }
                }
            }
        }
    }
}

TEST(Factors, AUserWithTensOfThousandsOfEntriesIsTheMinimumToo)
{
    constexpr std::size_t kItems = 40'000;
    std::vector<Interaction> entries;
    std::mt19937 draw(21);
    for (std::uint32_t item = 0; item < kItems; ++item) {
        if (draw() % 4 != 0) entries.push_back({.user = 0, .item = item, .weight = static_cast<float>(draw() % 4) - 1.0F});
    }
    const Interactions data = made(1, kItems, entries);
    std::normal_distribution<float> normal(0.1F, 0.3F);
    for (const int rank : {5, 40}) {
        Factors start{.users = FactorRows(1, rank), .items = FactorRows(kItems, rank)};
        for (std::size_t item = 0; item < kItems; ++item) {
            for (float &value : start.items.row(item)) value = normal(draw);
        }
        for (const Solver solver : kSolvers) {
            const FactorOptions options{.solver = solver, .rank = rank, .regularisation = 2, .alpha = 3, .steps = 100};
            Factorisation all = begun(data, options, start);
            ASSERT_TRUE(all.iterate());
            const auto answer = wanted(data, options, start.items, 0);
            for (std::size_t i = 0; i < answer.size(); ++i) EXPECT_NEAR(all.factors().users.row(0)[i], answer[i], 2e-3) << rank << " " << static_cast<int>(solver);
        }
    }
}

TEST(Factors, TheLossIsTheSumOverEverything)
{
    std::vector<Interaction> entries = planted(30, 50, 4, 2);
    for (std::size_t i = 0; i < entries.size(); i += 5) entries[i].weight = -entries[i].weight;
    const Interactions data = made(30, 50, entries);
    const FactorOptions options{.rank = 9, .regularisation = 0.7F, .scales = true, .alpha = 1.5F};
    Factorisation all = begun(data, options);
    ASSERT_TRUE(all.iterate());
    double loss = 0;
    for (std::uint32_t user = 0; user < 30; ++user) {
        for (std::uint32_t item = 0; item < 50; ++item) {
            const double said = static_cast<double>(dot(all.factors().users.row(user), all.factors().items.row(item)));
            double confidence = 1, target = 0;
            for (const Interaction &each : entries) {
                if (each.user != user || each.item != item) continue;
                confidence = 1 + 1.5 * std::abs(static_cast<double>(each.weight));
                target = each.weight > 0 ? 1 : 0;
            }
            loss += confidence * (target - said) * (target - said);
        }
    }
    const auto norm = [&](const FactorRows &rows, const InteractionRows &side) {
        double sum = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) sum += 0.7 * static_cast<double>(side.count(i)) * static_cast<double>(dot(rows.row(i), rows.row(i)));
        return sum;
    };
    loss += norm(all.factors().users, data.byUser()) + norm(all.factors().items, data.byItem());
    EXPECT_NEAR(all.loss(), loss, 1e-4 * loss);
}

TEST(Factors, ExactSolversNeverRaiseTheLossAndAllEndAlike)
{
    const Interactions data = made(80, 60, planted(80, 60, 4, 3));
    std::vector<double> ends;
    for (const Solver solver : kSolvers) {
        Factorisation all = begun(data, {.solver = solver, .rank = 20, .regularisation = 1, .seed = 4});
        double last = std::numeric_limits<double>::infinity();
        for (int i = 0; i < 400; ++i) {
            ASSERT_TRUE(all.iterate());
            const double loss = all.loss();
            EXPECT_LE(loss, last * (1 + 1e-5)) << static_cast<int>(solver) << " " << i;
            last = loss;
        }
        ends.push_back(last);
    }
    EXPECT_NEAR(ends[0], ends[2], 0.005 * ends[2]);
    EXPECT_NEAR(ends[1], ends[2], 0.005 * ends[2]);
}

TEST(Factors, TheSameBitsWhateverTheThreads)
{
    const Interactions data = made(9000, 300, planted(9000, 300, 5, 6)); // long rows too
    for (const Solver solver : kSolvers) {
        Factorisation one = begun(data, {.solver = solver, .rank = 24, .threads = 1}), five = begun(data, {.solver = solver, .rank = 24, .threads = 5});
        for (int i = 0; i < 2; ++i) ASSERT_TRUE(one.iterate() && five.iterate());
        for (std::size_t user = 0; user < data.users(); ++user) {
            const auto a = one.factors().users.row(user), b = five.factors().users.row(user);
            ASSERT_TRUE(std::ranges::equal(a, b)) << user;
        }
        EXPECT_EQ(one.loss(), five.loss());
    }
}

TEST(Factors, WhatWasPlantedIsFoundForTheRightUser)
{
    constexpr std::size_t kGroups = 5;
    const Interactions data = made(300, 100, planted(300, 100, kGroups, 7));
    Factorisation all = begun(data, {.rank = 16, .regularisation = 1});
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(all.iterate());
    std::size_t right = 0;
    for (std::size_t user = 0; user < 300; ++user) {
        const auto known = data.byUser().columnsOf(user);
        float best = -1;
        std::size_t first = 0;
        for (std::uint32_t item = 0; item < 100; ++item) {
            if (std::ranges::binary_search(known, item)) continue;
            const float score = dot(all.factors().users.row(user), all.factors().items.row(item));
            if (score > best) {
                best = score;
                first = item;
            }
        }
        right += first % kGroups == user % kGroups ? 1U : 0U;
    }
    EXPECT_GT(right, 285U); // 60 by chance
}

TEST(Factors, RatingsThatWereLeftOutAreFound)
{
    std::mt19937 draw(8);
    std::normal_distribution<float> normal;
    std::vector<float> users(200 * 3), items(80 * 3);
    for (float &value : users) value = normal(draw);
    for (float &value : items) value = normal(draw);
    const auto rating = [&](std::uint32_t user, std::uint32_t item) {
        float sum = 7;
        for (std::uint32_t i = 0; i < 3; ++i) sum += 0.7F * users[user * 3 + i] * items[item * 3 + i];
        return sum;
    };
    std::vector<Interaction> known, left;
    for (std::uint32_t user = 0; user < 200; ++user) {
        for (std::uint32_t item = 0; item < 80; ++item) (draw() % 5 == 0 ? left : known).push_back({.user = user, .item = item, .weight = rating(user, item)});
    }
    const Interactions data = made(200, 80, known);
    for (const Solver solver : kSolvers) {
        Factorisation all = begun(data, {.feedback = Feedback::Explicit, .solver = solver, .rank = 4, .regularisation = 0.001F, .scales = true, .steps = 4});
        for (int i = 0; i < 60; ++i) ASSERT_TRUE(all.iterate());
        double squares = 0;
        for (const Interaction &each : left) squares += std::pow(static_cast<double>(each.weight - dot(all.factors().users.row(each.user), all.factors().items.row(each.item))), 2);
        EXPECT_LT(std::sqrt(squares / static_cast<double>(left.size())), 0.1) << static_cast<int>(solver);
    }
}

TEST(Factors, TrainingGoesOnFromWhereItWas)
{
    const auto entries = planted(100, 50, 4, 10);
    const Interactions data = made(100, 50, entries);
    const FactorOptions options{.rank = 12, .regularisation = 1};
    Factorisation whole = begun(data, options), first = begun(data, options);
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(whole.iterate());
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(first.iterate());
    Factorisation second = begun(data, options, std::move(first).take());
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(second.iterate());
    EXPECT_EQ(whole.loss(), second.loss());
    const Interactions more = made(120, 55, entries);
    EXPECT_TRUE(begun(more, options, std::move(second).take()).iterate()); // newcomers begin anew
}

TEST(Factors, HostileInput)
{
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    for (const float weight : {nan, inf, -inf}) EXPECT_EQ(Interactions::of(2, 2, std::vector{Interaction{.user = 0, .item = 1, .weight = weight}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(Interactions::of(2, 2, std::vector{Interaction{.user = 2, .item = 1, .weight = 1}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(Interactions::of(2, 2, std::vector{Interaction{.user = 0, .item = 2, .weight = 1}}).error().code, ErrorCode::InvalidArgument);
    for (const auto &[users, items] : {std::pair<std::size_t, std::size_t>{0, 0}, {0, 3}, {3, 0}, {3, 3}}) {
        const Interactions data = made(users, items, {});
        for (const Solver solver : kSolvers) {
            Factorisation all = begun(data, {.solver = solver, .rank = 5});
            EXPECT_TRUE(all.iterate());
            EXPECT_EQ(all.loss(), 0);
        }
    }
    // A row without entries, weights that end all precision, and no regularisation at all with more numbers than entries.
    const Interactions data = made(4, 3, {{.user = 0, .item = 0, .weight = 1e30F}, {.user = 0, .item = 1, .weight = 1e-30F}, {.user = 2, .item = 0, .weight = 3}});
    for (const Solver solver : kSolvers) {
        for (const Feedback feedback : {Feedback::Implicit, Feedback::Explicit}) {
            Factorisation all = begun(data, {.feedback = feedback, .solver = solver, .rank = 40, .regularisation = 0, .alpha = 1e10F});
            for (int i = 0; i < 5; ++i) ASSERT_TRUE(all.iterate());
            for (std::size_t user = 0; user < 4; ++user) {
                for (const float value : all.factors().users.row(user)) EXPECT_TRUE(std::isfinite(value));
            }
            for (const float value : all.factors().users.row(1)) EXPECT_EQ(value, 0);
        }
    }
    EXPECT_EQ(Factorisation::begin(data, {.rank = 0}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(Factorisation::begin(data, {.rank = kMostRank + 1}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(Factorisation::begin(data, {.regularisation = nan}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(Factorisation::begin(data, {.alpha = -1}).error().code, ErrorCode::InvalidArgument);
    Factors other{.users = FactorRows(4, 7), .items = FactorRows(3, 7)};
    EXPECT_EQ(Factorisation::begin(data, {.rank = 8}, std::move(other)).error().code, ErrorCode::InvalidArgument);
}

TEST(Factors, TwiceTheSameEntryIsOneOfTheSum)
{
    const Interactions data = made(2, 3, {{.user = 1, .item = 2, .weight = 1}, {.user = 0, .item = 1, .weight = 4}, {.user = 1, .item = 2, .weight = 2}, {.user = 1, .item = 0, .weight = 1}, {.user = 0, .item = 0, .weight = 0}});
    EXPECT_EQ(data.entries(), 3U);
    EXPECT_EQ(std::vector(data.byUser().columnsOf(1).begin(), data.byUser().columnsOf(1).end()), (std::vector<std::uint32_t>{0, 2}));
    EXPECT_EQ(data.byUser().weightsOf(1)[1], 3);
    EXPECT_EQ(std::vector(data.byItem().columnsOf(2).begin(), data.byItem().columnsOf(2).end()), (std::vector<std::uint32_t>{1}));
}

TEST(Factors, StopsWhenAskedTo)
{
    const Interactions data = made(100, 50, planted(100, 50, 4, 10));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(begun(data, {}).iterate(stop.get_token()).error().code, ErrorCode::Cancelled);
}

TEST(RowKernels, EveryFormOfThisProcessorAnswersAlike)
{
    std::mt19937 draw(11);
    std::normal_distribution<float> normal;
    for (std::size_t form = 0; form < kForms.size(); ++form) {
        const auto stride = static_cast<std::size_t>(16 * kForms[form]);
        std::vector<float> others(50 * stride), gram(stride * stride), weight(30), pull(30), room(roomOf(30, stride));
        for (float &value : others) value = 0.2F * normal(draw);
        for (std::size_t i = 0; i < stride; ++i) gram[i * stride + i] = 2;
        std::vector<std::uint32_t> columns(30);
        for (std::size_t i = 0; i < 30; ++i) {
            columns[i] = static_cast<std::uint32_t>(draw() % 50);
            weight[i] = 1 + static_cast<float>(draw() % 3);
            pull[i] = 1 + weight[i];
        }
        const RowSystem system{.gram = gram.data(), .ridge = 0.5F, .others = others.data(), .columns = columns.data(), .last = columns.data() + 29, .weight = weight.data(), .pull = pull.data(), .size = 30, .rest = nullptr};
        std::vector<std::vector<float>> answers;
        for (const Kernels *each : supportedKernels()) {
            for (const auto &[solve, steps] : {std::pair(each->conjugateGradient[form], 200), {each->blocks[form], 400}, {each->cholesky[form], 1}}) {
                std::vector<float> x(stride);
                solve(system, steps, x.data(), room.data());
                answers.push_back(x);
            }
        }
        for (const auto &answer : answers) {
            for (std::size_t i = 0; i < stride; ++i) EXPECT_NEAR(answer[i], answers.front()[i], 2e-4) << stride;
        }
    }
}

} // namespace
} // namespace taraf::learn
