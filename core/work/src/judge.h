/// @file Whether other vectors tell more of the tracks than those in use.
#pragma once

#include "taraf/work/tune.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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
    std::uint64_t making = 0; ///< what it is part of: an artist's work; where no artist is tagged, an album or a folder. Others are of other makings
    std::vector<std::uint64_t> genres;
};

/// The figures that can be told, each with ten queries or more:
/// halves: how many of the ten nearest to a query's first half are among the ten nearest to its second. It needs no label, and says how much of
/// likeness is the music's and how much the passage's.
/// artist: how many of the ten nearest are by the query's artist, of those that could be.
/// company: what share of the twenty nearest by others two tracks of one making have in common, less what two of different ones have. Two songs of an artist
/// mostly have the same kind of music around them; vectors that hear less of it give them other company. No label is trained on, and who is near by the
/// same maker does not count, so all tracks ask.
/// genre: share of the ten nearest by others that have one of the query's genres. No label is trained on, so all tracks ask.
inline constexpr std::string_view kHalvesFigure = "halves";
inline constexpr std::string_view kCompanyFigure = "company";
inline constexpr std::string_view kGenreFigure = "genre";
[[nodiscard]] std::vector<Figure> judge(const Vectors &before, const Vectors &after, std::span<const Facts> facts);

} // namespace taraf::work
