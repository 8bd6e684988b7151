#include "taraf/judge/figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace taraf::judge {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// How many of them have that label, as a share of the list's first `longest`; a query without label or list does not count.
double shareAlike(const ClassColumn &column, Item query, std::size_t longest)
{
    const Label label = column.labels[query];
    const auto list = (*column.lists)[query];
    const auto looked = list.first(std::min(longest, list.size()));
    if (label == kUnlabelled || looked.empty()) return kUnknown;
    return static_cast<double>(std::ranges::count_if(looked, [&](Item each) { return column.labels[each] == label; })) / static_cast<double>(looked.size());
}

/// Terms of a correlation: count, x, y, xx, yy, xy.
constexpr std::size_t kMoments = 6;

double pearson(std::span<const double> sums, std::size_t column)
{
    const double *s = sums.data() + column * kMoments;
    const double n = s[0];
    const double spreadX = s[3] - s[1] * s[1] / n;
    const double spreadY = s[4] - s[2] * s[2] / n;
    // What rounding leaves of no spread at all is no spread.
    if (!(spreadX > 1e-12 * s[3]) || !(spreadY > 1e-12 * s[4])) return kUnknown;
    return (s[5] - s[1] * s[2] / n) / std::sqrt(spreadX * spreadY);
}

/// A query's own number and that of its neighbours, less their means, so that sums of squares keep their digits.
struct Pairs {
    std::vector<double> own, near; ///< one a query; both not finite where either can't be told
};

Pairs pairsOf(const NumberColumn &column, std::span<const Item> queries)
{
    Pairs pairs{std::vector<double>(queries.size(), kUnknown), std::vector<double>(queries.size(), kUnknown)};
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const double own = column.numbers[queries[i]];
        const auto list = (*column.lists)[queries[i]];
        if (!std::isfinite(own) || list.empty()) continue;
        const auto looked = list.first(std::min(kMeanOf, list.size()));
        double sum = 0;
        for (const Item each : looked) sum += column.numbers[each];
        pairs.own[i] = own;
        pairs.near[i] = sum / static_cast<double>(looked.size());
    }
    for (std::vector<double> *side : {&pairs.own, &pairs.near}) {
        const double mean = meanOfKnown(*side);
        for (double &each : *side) each -= mean;
    }
    return pairs;
}

/// Of each label, how many tracks have it.
using Counts = std::unordered_map<Label, std::size_t>;

} // namespace

ColumnFigures accuracy(std::span<const ClassColumn> columns, std::span<const Item> queries, const Bootstrap &bootstrap)
{
    return bootstrap.means(columns.size(), [&](std::size_t i, std::size_t column) { return shareAlike(columns[column], queries[i], 1); });
}

ColumnFigures precision(std::span<const ClassColumn> columns, std::span<const Item> queries, const Bootstrap &bootstrap)
{
    return bootstrap.means(columns.size(), [&](std::size_t i, std::size_t column) { return shareAlike(columns[column], queries[i], kTop); });
}

Chance chance(std::span<const Label> labels, std::span<const Item> queries, Memberships filter)
{
    Counts all;
    std::size_t labelled = 0;
    std::unordered_map<Label, std::vector<Item>> byArtist;
    for (Item track = 0; track < labels.size(); ++track) {
        if (labels[track] == kUnlabelled) continue;
        ++all[labels[track]];
        ++labelled;
        if (filter.empty()) continue;
        for (const Label artist : filter[track]) byArtist[artist].push_back(track);
    }
    // Queries by the same artists leave out the same tracks: one after the other, so that those are counted once.
    std::vector<Item> ordered;
    std::ranges::copy_if(queries, std::back_inserter(ordered), [&](Item query) { return labels[query] != kUnlabelled; });
    if (!filter.empty()) std::ranges::stable_sort(ordered, {}, [&](Item query) -> const std::vector<Label> & { return filter[query]; });

    Chance chance{.precision = 0, .best = 0, .queries = ordered.size(), .alone = 0};
    Counts outCounts;
    std::size_t out = 0;
    std::vector<std::size_t> seen(filter.empty() ? 0 : labels.size(), 0);
    std::size_t counted = 0;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        const Item query = ordered[i];
        const bool isFiltered = !filter.empty() && !filter[query].empty();
        if (!isFiltered) {
            outCounts = {{labels[query], 1}}; // itself
            out = 1;
        } else if (i == 0 || filter[ordered[i - 1]] != filter[query]) {
            outCounts.clear();
            out = 0;
            for (const Label artist : filter[query]) {
                for (const Item track : byArtist[artist]) {
                    if (std::exchange(seen[track], i + 1) == i + 1) continue;
                    ++outCounts[labels[track]];
                    ++out;
                }
            }
        }
        const auto less = outCounts.find(labels[query]);
        const std::size_t alike = all[labels[query]] - (less == outCounts.end() ? 0 : less->second);
        chance.alone += alike == 0 ? 1U : 0U;
        if (labelled == out) continue;
        chance.precision += static_cast<double>(alike) / static_cast<double>(labelled - out);
        chance.best += static_cast<double>(std::min(kTop, alike)) / static_cast<double>(std::min(kTop, labelled - out));
        ++counted;
    }
    for (double *mean : {&chance.precision, &chance.best}) *mean = counted == 0 ? kUnknown : *mean / static_cast<double>(counted);
    return chance;
}

Figure hit(const Lists &lists, Memberships memberships, std::span<const Item> members, std::span<const Item> queries, const Bootstrap &bootstrap)
{
    Counts sizes;
    for (const Item member : members) {
        for (const Label each : memberships[member]) ++sizes[each];
    }
    return bootstrap.mean([&](std::size_t i) {
        const bool hasOther = std::ranges::any_of(memberships[queries[i]], [&](Label each) { return sizes[each] > 1; });
        const auto list = lists[queries[i]];
        if (!hasOther || list.empty()) return kUnknown;
        const auto looked = list.first(std::min(kTop, list.size()));
        return std::ranges::any_of(looked, [&](Item each) { return share(memberships, queries[i], each); }) ? 1.0 : 0.0;
    });
}

Hubness hubness(const Lists &lists, std::span<const Item> members, const Bootstrap &bootstrap)
{
    std::vector<double> occurrences(lists.size());
    double total = 0;
    for (const Item member : members) {
        const auto list = lists[member];
        for (const Item each : list.first(std::min(kTop, list.size()))) {
            if (each >= occurrences.size()) occurrences.resize(each + std::size_t{1});
            ++occurrences[each];
            ++total;
        }
    }
    if (total == 0) return {};
    std::vector<double> ofMembers;
    for (const Item member : members) ofMembers.push_back(member < occurrences.size() ? occurrences[member] : 0.0);
    const double mean = total / static_cast<double>(members.size());

    const auto terms = [&](std::size_t i, std::span<double> out) {
        const double off = ofMembers[i] - mean;
        out[0] = 1;
        out[1] = off;
        out[2] = off * off;
        out[3] = off * off * off;
        out[4] = ofMembers[i] == 0 ? 1 : 0;
    };
    const std::array<Bootstrap::Statistic, 2> statistics{
        [](std::span<const double> s) {
            const double m = s[1] / s[0], squares = s[2] / s[0], cubes = s[3] / s[0];
            const double variance = squares - m * m;
            if (!(variance > 1e-12)) return kUnknown; // all appear as often: there is nothing to be skewed
            return (cubes - 3 * m * squares + 2 * m * m * m) / std::pow(variance, 1.5);
        },
        [](std::span<const double> s) { return s[4] / s[0]; }};
    const auto figures = bootstrap.of(5, terms, statistics);
    return {.skewness = figures[0], .largest = bootstrap.largest(ofMembers), .neverReached = figures[1]};
}

ColumnFigures correlation(std::span<const NumberColumn> columns, std::span<const Item> queries, const Bootstrap &bootstrap)
{
    if (columns.empty()) return {};
    std::vector<Pairs> pairs;
    for (const NumberColumn &column : columns) pairs.push_back(pairsOf(column, queries));
    const auto terms = [&](std::size_t i, std::span<double> out) {
        for (std::size_t column = 0; column < columns.size(); ++column) {
            const double x = pairs[column].own[i], y = pairs[column].near[i];
            if (!std::isfinite(x)) continue;
            std::ranges::copy(std::array{1.0, x, y, x * x, y * y, x * y}, out.begin() + static_cast<std::ptrdiff_t>(column * kMoments));
        }
    };
    std::vector<Bootstrap::Statistic> statistics;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        statistics.emplace_back([column](std::span<const double> sums) { return pearson(sums, column); });
    }
    statistics.emplace_back([all = std::vector<double>(columns.size())](std::span<const double> sums) mutable {
        for (std::size_t column = 0; column < all.size(); ++column) all[column] = pearson(sums, column);
        return meanOfKnown(all);
    });
    ColumnFigures figures{.mean = {}, .columns = bootstrap.of(columns.size() * kMoments, terms, statistics)};
    figures.mean = figures.columns.back();
    figures.columns.pop_back();
    return figures;
}

Figure recall(const Lists &found, const Lists &truth, std::span<const Item> queries, const Bootstrap &bootstrap)
{
    return bootstrap.mean([&](std::size_t i) {
        const auto wanted = truth[queries[i]].first(std::min(kTop, truth[queries[i]].size()));
        const auto got = found[queries[i]].first(std::min(kTop, found[queries[i]].size()));
        if (wanted.empty()) return kUnknown;
        return static_cast<double>(std::ranges::count_if(wanted, [&](Item each) { return std::ranges::contains(got, each); })) / static_cast<double>(wanted.size());
    });
}

} // namespace taraf::judge
