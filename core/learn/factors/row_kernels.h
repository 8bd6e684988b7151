/// @file One row's least squares, in the widest form this processor has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace taraf::learn {

/// (gram + Σ weight y yᵀ + ridge I) x = Σ pull y, over the entries y of a row.
struct RowSystem {
    const float *gram;             ///< stride × stride, symmetric: what there is without any entry
    float ridge;
    const float *others;           ///< the other side's vectors
    const std::uint32_t *columns;  ///< which of them
    const std::uint32_t *last;     ///< of all columns of the matrix: as far as may be fetched ahead
    const float *weight, *pull;    ///< one an entry
    std::size_t size;              ///< entries
    const float *rest;             ///< stride numbers: what else is pulled to; null: nothing
};

/// Strides are numbers of sixteen floats: the vectors of all ranks up to it are filled with zeros.
inline constexpr std::array<int, 7> kForms{1, 2, 3, 4, 6, 8, 16};

/// So many vectors are copied to lie together where they are summed up: they stay in the second cache.
inline constexpr std::size_t kNear = 1024;

struct Kernels {
    /// x is where it begins, and the answer. `room`: roomOf() floats.
    using Solve = void (*)(const RowSystem &system, int steps, float *x, float *room);
    /// matrix += Σ weight y yᵀ of vectors that lie one after the other; what is in it is symmetric. No weights: 1.
    using AddOuter = void (*)(const float *vectors, const float *weight, std::size_t size, float *matrix);
    /// rest += Σ pull y, matrix += Σ weight y yᵀ over all entries of a system, whose own rest and gram are not looked at. `near`: kNear * stride floats.
    using SumUp = void (*)(const RowSystem &system, float *rest, float *matrix, float *near);
    using Dot = float (*)(const float *a, const float *b);

    std::array<Solve, kForms.size()> conjugateGradient, blocks, cholesky;
    std::array<AddOuter, kForms.size()> addOuter;
    std::array<SumUp, kForms.size()> sumUp;
    std::array<Dot, kForms.size()> dot;
    const char *name; ///< "avx512", "avx2" or "portable"
};

[[nodiscard]] constexpr std::size_t roomOf(std::size_t entries, std::size_t stride) noexcept { return entries * (stride + 1) + stride * stride + 512; }

/// Chosen once, at the first call.
[[nodiscard]] const Kernels &kernels() noexcept;
/// Every form that this processor can run, the best first.
[[nodiscard]] std::vector<const Kernels *> supportedKernels();
/// The first that is long enough: a place in kForms.
[[nodiscard]] constexpr std::size_t formOf(int rank) noexcept
{
    std::size_t form = 0;
    while (form + 1 < kForms.size() && 16 * kForms[form] < rank) ++form;
    return form;
}

} // namespace taraf::learn
