/// @file The figures lists of neighbours are judged by, leave-one-out: a track asks, the others answer.
///
/// Throughout: `bootstrap` has one member for each of `queries` (or `members`), in the same order. Lists that are filtered by artist are made by
/// the caller. Source of the filter: A. Flexer, D. Schnitzer, "Effects of album and artist filters in audio similarity computed for very large
/// music databases", Computer Music Journal 34 (3), 2010: without it a measure that recognises artists looks as if it knew genres.
#pragma once

#include "taraf/base/figure.h"
#include "taraf/judge/bootstrap.h"
#include "taraf/judge/lists.h"

#include <span>

namespace taraf::judge {

/// A column of classes with the lists to judge it by: of tracks that are labelled there.
struct ClassColumn {
    std::span<const Label> labels; ///< of each track
    const Lists *lists = nullptr;
};

/// The share of queries whose nearest has their label: accuracy of classification by the nearest neighbour. [0, 1]
/// An empty list does not count.
[[nodiscard]] ColumnFigures accuracy(std::span<const ClassColumn> columns, std::span<const Item> queries, const Bootstrap &bootstrap);

/// The share of the kTop nearest that have the query's label, mean over queries; of a list that is shorter, of what is there. [0, 1]
[[nodiscard]] ColumnFigures precision(std::span<const ClassColumn> columns, std::span<const Item> queries, const Bootstrap &bootstrap);

struct Chance {
    double precision = 0;   ///< what neighbours drawn by lot would have, [0, 1]; not finite: nobody asks
    double best = 0;        ///< what the best of all lists would have: less than 1 where labels have fewer than kTop others
    std::size_t queries = 0;
    std::size_t alone = 0;  ///< queries with a label that no neighbour allowed to them has
};

/// `filter`: artists, where neighbours by the query's artists are left out; else empty.
[[nodiscard]] Chance chance(std::span<const Label> labels, std::span<const Item> queries, Memberships filter);

/// The share of queries with one of their own (same album, same artist) among the kTop nearest, of those that have another in the set. [0, 1]
[[nodiscard]] Figure hit(const Lists &lists, Memberships memberships, std::span<const Item> members, std::span<const Item> queries,
                         const Bootstrap &bootstrap);

/// How unevenly tracks appear among the kTop nearest of the others.
struct Hubness {
    Figure skewness;     ///< of the occurrences; 0: even
    Figure largest;      ///< occurrences of the track that appears most
    Figure neverReached; ///< the share of tracks that appear in no list, [0, 1]
};

/// Over the lists of all `members`. Source: M. Radovanović, A. Nanopoulos, M. Ivanović, "Hubs in space: popular nearest neighbors in
/// high-dimensional data", Journal of Machine Learning Research 11, 2010: S(N_k) = E[(N_k - mean)^3] / deviation^3.
[[nodiscard]] Hubness hubness(const Lists &lists, std::span<const Item> members, const Bootstrap &bootstrap);

/// A column of numbers, with lists of tracks that have one there.
struct NumberColumn {
    std::span<const double> numbers; ///< of each track; not finite: unlabelled
    const Lists *lists = nullptr;
};

/// Pearson's correlation of a query's number and the mean of its kMeanOf nearest. [-1, 1]
[[nodiscard]] ColumnFigures correlation(std::span<const NumberColumn> columns, std::span<const Item> queries, const Bootstrap &bootstrap);

/// The share of the true kTop nearest that was found. [0, 1]
[[nodiscard]] Figure recall(const Lists &found, const Lists &truth, std::span<const Item> queries, const Bootstrap &bootstrap);

} // namespace taraf::judge
