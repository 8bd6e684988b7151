/// @file What is learned about the compared numbers of a collection before anything is made of it.
#pragma once

#include "map_state.h"
#include "tensors.h"

#include "taraf/base/progress.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <utility>

namespace taraf::analysis {

/// Thrown between the steps of learning when it is told to stop.
struct Stopped {};
void checkpoint(const std::stop_token &stop);

/// In double on the CPU. Standardised numbers are not weighted.
struct Learned {
    Tensor mean, scale; ///< [kCompared]
    Tensor covariance;  ///< [kCompared, kCompared] of standardised numbers
    Tensor scatter;     ///< the same within tracks

    [[nodiscard]] Tensor standardised(const Tensor &rows) const;
};

/// Learns from tracks in the order given; the fewer they are, the more the prior counts. Throws Stopped.
[[nodiscard]] Learned learned(std::span<const Sample *const> samples, const std::stop_token &stop, const ProgressSink &progress);

/// The share of `count` tracks against a prior worth `prior` of them.
[[nodiscard]] double share(std::size_t count, double prior);

/// Rows of compared numbers, in double: [rows, kCompared].
[[nodiscard]] Tensor table(std::span<const std::span<const float>> rows);
[[nodiscard]] Tensor doubles(const std::vector<float> &values);
[[nodiscard]] std::vector<float> floats(const Tensor &values);

/// The `count` largest eigenvalues, largest first, and their vectors as columns. An eigenvector's sign is nobody's: its component
/// of the largest size is made positive.
[[nodiscard]] std::pair<Tensor, Tensor> principal(const Tensor &symmetric, std::int64_t count);

/// Rows brought to unit length; rows of nothing stay nothing.
[[nodiscard]] Tensor unitRows(const Tensor &rows);

} // namespace taraf::analysis
