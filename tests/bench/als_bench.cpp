/// @file bench_als speed USERS ITEMS ENTRIES RANK [SECONDS]: seconds an iteration of each solver, and what each has reached when, on data of Last.fm-360K's shape.
///       bench_als make USERS ITEMS ENTRIES TRAIN TEST: such data as user,item,weight; of each user's entries three are put into TEST.
///       bench_als rank TRAIN TEST [LISTS]: NDCG@10, P@10 and recall@20 of TEST by factors trained on TRAIN (rank, regularisation and alpha found with a part of TRAIN), or by the
///       lists (user,items…) of somebody else.
/// Last.fm-360K (O. Celma, 2008) has 17.5 million entries of 358,868 users and 292,385 artists; the first of them has 77,348 listeners, most have a few. Popularity is drawn
/// from the Zipf-Mandelbrot curve through these, 77,000 (96 / (95 + rank))^1.403; of sixteen scenes users are at home in four, and hear of others a tenth of what is heard there.

#include "taraf/learn/factors.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <numeric>
#include <sstream>
#include <string>
#include <sys/resource.h>

namespace {

using namespace taraf::learn;
using Clock = std::chrono::steady_clock;

/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014 (splitmix64).
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        std::uint64_t x = (m_state += 0x9E3779B97F4A7C15U);
        x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
        x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
        return x ^ (x >> 31U);
    }
    std::uint64_t below(std::uint64_t end) { return next() % end; }
    double part() { return (static_cast<double>(next() >> 11U) + 0.5) * 0x1p-53; }

private:
    std::uint64_t m_state;
};

std::vector<Interaction> generated(std::size_t users, std::size_t items, std::size_t entries)
{
    constexpr double kShift = 95, kPower = 1.403;
    constexpr std::size_t kScenes = 16;
    Dice dice(1);
    std::vector<std::uint32_t> names(items); // ids say nothing about popularity
    std::iota(names.begin(), names.end(), 0U);
    for (std::size_t i = items; i > 1; --i) std::swap(names[i - 1], names[dice.below(i)]);
    const double first = std::pow(1 + kShift, 1 - kPower), last = std::pow(static_cast<double>(items) + 1 + kShift, 1 - kPower);
    std::vector<Interaction> all;
    all.reserve(entries + entries / 100);
    std::vector<std::uint32_t> seen(items, UINT32_MAX);
    for (std::uint32_t user = 0; user < users; ++user) {
        std::uint32_t home = 0;
        while (std::popcount(home) < 4) home |= 1U << dice.below(kScenes);
        const std::size_t left = entries - std::min(entries, all.size()), count = std::max<std::size_t>(4, static_cast<std::size_t>(static_cast<double>(left) / static_cast<double>(users - user) * (0.6 + 0.8 * dice.part())));
        for (std::size_t i = 0, tries = 0; i < count && tries < 20 * count; ++tries) {
            const auto rank = static_cast<std::size_t>(std::pow(first + dice.part() * (last - first), 1 / (1 - kPower)) - kShift - 1);
            if (rank >= items || ((home >> Dice(rank).below(kScenes) & 1U) == 0 && dice.below(10) != 0)) continue;
            const std::uint32_t item = names[rank];
            if (seen[item] == user) continue;
            seen[item] = user;
            ++i;
            all.push_back({.user = user, .item = item, .weight = static_cast<float>(0.5 - std::log(dice.part()))});
        }
    }
    return all;
}

double since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

/// Of all threads of this process: what others do on the machine does not count.
double processorSeconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

template<class T> T must(taraf::Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::exit(1);
    }
    return *std::move(result);
}

struct Way {
    const char *name;
    Solver solver;
    int steps;
};
constexpr Way kWays[] = {{"conjugate gradient, 3 steps", Solver::ConjugateGradient, 3}, {"blocks of 16 (iALS++)", Solver::Blocks, 1}, {"plain Cholesky", Solver::Cholesky, 1}};

int speed(std::size_t users, std::size_t items, std::size_t entries, int rank, double seconds)
{
    auto begun = Clock::now();
    const Interactions data = must(Interactions::of(users, items, generated(users, items, entries)));
    std::size_t most = 0;
    for (std::size_t i = 0; i < items; ++i) most = std::max(most, data.byItem().count(i));
    std::fprintf(stderr, "%zu users, %zu items, %zu entries, the first item has %zu; made in %.0f s\n", users, items, data.entries(), most, since(begun));
    std::vector<std::vector<std::pair<double, double>>> ways;
    std::printf("| %d factors | iterations | s each | CPU s each | loss then |\n|---|---|---|---|---|\n", rank);
    for (const Way &way : kWays) {
        Factorisation all = must(Factorisation::begin(data, {.solver = way.solver, .rank = rank, .regularisation = 0.05F, .alpha = 2, .steps = way.steps}));
        auto &reached = ways.emplace_back();
        double wall = 0, spent = 0;
        while (spent < seconds) {
            begun = Clock::now();
            const double before = processorSeconds();
            if (!all.iterate()) return 1;
            wall += since(begun);
            reached.emplace_back(spent += processorSeconds() - before, all.loss());
        }
        const auto count = static_cast<double>(reached.size());
        std::printf("| %s | %zu | %.2f | %.2f | %.6g |\n", way.name, reached.size(), wall / count, spent / count, reached.back().second);
        std::fflush(stdout);
    }
    std::printf("\n| after CPU s | %s | %s | %s |\n|---|---|---|---|\n", kWays[0].name, kWays[1].name, kWays[2].name);
    for (const auto &[spent, loss] : ways.back()) {
        std::printf("| %.1f |", spent);
        for (const auto &way : ways) {
            const auto after = std::ranges::find_if(way, [&](const auto &each) { return each.first > spent; });
            if (after == way.begin()) std::printf(" |");
            else std::printf(" %.6g |", std::prev(after)->second);
        }
        std::printf("\n");
    }
    return 0;
}

std::vector<Interaction> read(const char *path)
{
    std::vector<Interaction> all;
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
        Interaction each;
        if (std::sscanf(line.c_str(), "%u,%u,%f", &each.user, &each.item, &each.weight) == 3) all.push_back(each);
    }
    return all;
}

int make(std::size_t users, std::size_t items, std::size_t entries, const char *train, const char *test)
{
    std::vector<Interaction> all = generated(users, items, entries);
    std::ofstream first(train), second(test);
    std::uint32_t user = UINT32_MAX, count = 0;
    for (const Interaction &each : all) { // a user's come one after the other, in no order
        count = each.user == user ? count + 1 : 0;
        user = each.user;
        (count < 3 ? second : first) << each.user << ',' << each.item << ',' << each.weight << '\n';
    }
    return first.good() && second.good() ? 0 : 1;
}

using Lists = std::vector<std::vector<std::uint32_t>>;

struct Chosen {
    int rank = 64;
    float regularisation = 10, alpha = 2;
};

struct Quality {
    double ndcg = 0, precision = 0, recall = 0;
};

Quality judged(const Lists &told, const Interactions &wanted)
{
    Quality sum;
    double asked = 0;
    for (std::size_t user = 0; user < wanted.users(); ++user) {
        const auto right = wanted.byUser().columnsOf(user);
        if (right.empty()) continue;
        double gain = 0, best = 0;
        std::size_t hits = 0, later = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(20, told[user].size()); ++i) {
            const bool isRight = std::ranges::find(right, told[user][i]) != right.end();
            later += isRight ? 1U : 0U;
            if (i >= 10 || !isRight) continue;
            ++hits;
            gain += 1 / std::log2(static_cast<double>(i) + 2);
        }
        for (std::size_t i = 0; i < std::min<std::size_t>(10, right.size()); ++i) best += 1 / std::log2(static_cast<double>(i) + 2);
        sum.ndcg += gain / best;
        sum.precision += static_cast<double>(hits) / 10;
        sum.recall += static_cast<double>(later) / static_cast<double>(right.size());
        ++asked;
    }
    return {.ndcg = sum.ndcg / asked, .precision = sum.precision / asked, .recall = sum.recall / asked};
}

Lists listed(const Interactions &data, const Chosen &chosen)
{
    Factorisation all = must(Factorisation::begin(data, {.rank = chosen.rank, .regularisation = chosen.regularisation, .alpha = chosen.alpha}));
    for (int i = 0; i < 15; ++i) {
        if (!all.iterate()) std::exit(1);
    }
    Lists told(data.users());
    std::vector<float> scores(data.items());
    std::vector<std::uint32_t> order(data.items());
    for (std::size_t user = 0; user < data.users(); ++user) {
        for (std::size_t item = 0; item < data.items(); ++item) scores[item] = dot(all.factors().users.row(user), all.factors().items.row(item));
        for (const std::uint32_t item : data.byUser().columnsOf(user)) scores[item] = -1e30F;
        std::iota(order.begin(), order.end(), 0U);
        std::partial_sort(order.begin(), order.begin() + 20, order.end(), [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
        told[user].assign(order.begin(), order.begin() + 20);
    }
    return told;
}

/// As `taraf recommend tune` does: by what is kept back of what may be learned from.
Chosen searched(std::size_t users, std::size_t items, const std::vector<Interaction> &known)
{
    std::vector<Interaction> train, left;
    std::uint32_t user = UINT32_MAX, count = 0;
    for (const Interaction &each : known) {
        count = each.user == user ? count + 1 : 0;
        user = each.user;
        (count < 3 ? left : train).push_back(each);
    }
    const Interactions data = must(Interactions::of(users, items, train)), wanted = must(Interactions::of(users, items, left));
    Chosen best;
    double ndcg = -1;
    for (const int rank : {8, 16, 32, 64}) {
        for (const float regularisation : {1.0F, 5.0F, 20.0F, 50.0F}) {
            for (const float alpha : {0.2F, 0.5F, 2.0F, 8.0F}) {
                const Chosen cell{.rank = rank, .regularisation = regularisation, .alpha = alpha};
                const double figure = judged(listed(data, cell), wanted).ndcg;
                if (figure <= ndcg) continue;
                ndcg = figure;
                best = cell;
            }
        }
    }
    return best;
}

int rank(const char *train, const char *test, const char *lists)
{
    const std::vector<Interaction> known = read(train), left = read(test);
    std::size_t users = 0, items = 0;
    for (const auto *each : {&known, &left}) {
        for (const Interaction &entry : *each) {
            users = std::max<std::size_t>(users, entry.user + 1);
            items = std::max<std::size_t>(items, entry.item + 1);
        }
    }
    const Interactions data = must(Interactions::of(users, items, known)), wanted = must(Interactions::of(users, items, left));
    Lists told(users);
    Chosen chosen;
    double seconds = 0;
    if (lists != nullptr) {
        std::ifstream in(lists);
        std::string line;
        while (std::getline(in, line)) {
            std::ranges::replace(line, ',', ' ');
            std::istringstream numbers(line);
            std::size_t user = 0, item = 0;
            numbers >> user;
            while (user < users && numbers >> item) told[user].push_back(static_cast<std::uint32_t>(item));
        }
    } else {
        chosen = searched(users, items, known);
        const auto begun = Clock::now();
        told = listed(data, chosen);
        seconds = since(begun);
    }
    const Quality quality = judged(told, wanted);
    std::printf("%.4f %.4f %.4f %.1f %d %g %g\n", quality.ndcg, quality.precision, quality.recall, seconds, chosen.rank, static_cast<double>(chosen.regularisation), static_cast<double>(chosen.alpha));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const auto number = [&](int i) { return std::strtoull(argv[i], nullptr, 10); };
    if (argc >= 6 && std::strcmp(argv[1], "speed") == 0) return speed(number(2), number(3), number(4), std::atoi(argv[5]), argc > 6 ? std::atof(argv[6]) : 30);
    if (argc == 7 && std::strcmp(argv[1], "make") == 0) return make(number(2), number(3), number(4), argv[5], argv[6]);
    if ((argc == 4 || argc == 5) && std::strcmp(argv[1], "rank") == 0) return rank(argv[2], argv[3], argc == 5 ? argv[4] : nullptr);
    return 2;
}
