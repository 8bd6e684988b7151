/// @file ATen, and the few shorthands this room uses for it.
#pragma once

#include <ATen/ATen.h>

#include <vector>

namespace taraf::analysis {

using at::Tensor;
using at::indexing::Slice;

/// A constant tensor made on the CPU in double and moved to where the work is done.
[[nodiscard]] inline Tensor constant(const std::vector<double> &values, at::IntArrayRef shape, at::Device device)
{
    return at::tensor(values, at::kDouble).reshape(shape).to(at::kFloat).to(device);
}

/// The first `rows` rows of the orthonormal DCT-II of `size` points: [rows, size].
/// Source: N. Ahmed, T. Natarajan, K. R. Rao, "Discrete cosine transform", 1974, orthonormal scaling.
[[nodiscard]] Tensor dctMatrix(std::int64_t rows, std::int64_t size, at::Device device);

} // namespace taraf::analysis
