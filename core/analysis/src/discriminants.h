/// @file The directions that tell artists apart, and how far they are to be trusted.
#pragma once

#include "learned.h"

#include <span>
#include <stop_token>

namespace taraf::analysis {

struct Discriminants {
    Tensor directions;   ///< [kCompared, kDirections], for standardised numbers; each as long as what it separates
    double weight = 0.0; ///< [0, 0.5]; 0: they are of no use here
};

/// Regularised linear discriminants of the artists, each direction scaled by the square root of its eigenvalue, learned from the parts
/// of the tracks. The weight is the largest at which artists who were left out are found as well as without, and goes to nothing with what
/// the tracks of an artist have in common. `base`: the unit vectors
/// of the first of the samples without this layer, by which it is tried: [tried, size].
/// Throws Stopped.
[[nodiscard]] Discriminants discriminants(const Learned &learned, std::span<const Sample *const> samples, const Tensor &base, const std::stop_token &stop);

} // namespace taraf::analysis
