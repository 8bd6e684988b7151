/// @file Chance that a caller can repeat.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace taraf::recommend {

/// One that can be drawn.
struct Lot {
    std::int64_t id = 0;    ///< tells it from the others: its luck depends on this and on the seed, not on its place
    double logWeight = 0;   ///< natural logarithm of its weight, since weights may be as different as e^score
};

/// The places of `count` lots, or of all, without repeats: each is drawn with a chance proportional to its weight among those that are left. First drawn first.
/// Source: P. Efraimidis, P. Spirakis, "Weighted random sampling with a reservoir", Information Processing Letters 97, 2006 (algorithm A), with keys as logarithms;
/// chance as in noise() of radio.h. Threads: any.
[[nodiscard]] std::vector<std::size_t> draw(std::span<const Lot> lots, std::size_t count, std::uint64_t seed);

} // namespace taraf::recommend
