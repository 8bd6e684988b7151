/// @file Whether other vectors tell more of the tracks than those in use.
#pragma once

#include "taraf/work/tune.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace taraf::work {

/// Vectors of the same tracks, row by row; each of unit length, or all zero.
struct Vectors {
    std::size_t size = 0;             ///< numbers in a row
    std::vector<float> whole;
    std::vector<float> first, second; ///< of the halves of each track
};

/// What is known of a track. Whoever has no artist or no genre tells nothing in the figure that asks for it.
struct Facts {
    bool isQuery = false; ///< it was not trained on
    std::uint64_t artist = 0; ///< 0: not tagged
    std::vector<std::uint64_t> genres;
};

/// The figures that can be told, each with ten queries or more:
/// halves: mean reciprocal rank of a query's second half among all second halves, asked with its first.
/// artist: how many of the ten nearest are by the query's artist, of those that could be.
/// genre: share of the ten nearest by others that have one of the query's genres.
[[nodiscard]] std::vector<Figure> judge(const Vectors &before, const Vectors &after, std::span<const Facts> facts);

} // namespace taraf::work
