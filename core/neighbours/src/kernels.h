/// @file The inner loops, in the widest form this processor has.
#pragma once

#include "taraf/base/vectors.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace taraf::neighbours {

/// Chosen once, at the first call. Each kernel is there for vectors of 32, 64, 96 and 128 codes: see form().
struct Kernels {
    /// scores[i] += factor * scales[i] * (query · codes[i]); |factor| is a weight times the query's scale.
    using AddScores = void (*)(const std::int8_t *codes, const float *scales, std::size_t rows, const std::int16_t *query, float factor,
                               float *scores);
    using DotCodes = std::int32_t (*)(const std::int8_t *a, const std::int8_t *b);
    using DotQuery = std::int32_t (*)(const std::int16_t *query, const std::int8_t *codes);

    std::array<AddScores, 4> addScores;
    std::array<DotCodes, 4> dotCodes;
    std::array<DotQuery, 4> dotQuery;

    const char *name; ///< "avx512", "avx2" or "portable"

    /// Which of the four.
    [[nodiscard]] static constexpr std::size_t form(std::size_t size) noexcept { return size / 32 - 1; }
};
static_assert(std::ranges::all_of(kParts, [](const PartRange &part) { return part.size % 32 == 0 && part.size >= 32 && part.size <= 128; }),
              "kernels are there for parts of 32, 64, 96 and 128 numbers");

[[nodiscard]] const Kernels &kernels() noexcept;

/// Every form that this processor can run, the best first.
[[nodiscard]] std::vector<const Kernels *> supportedKernels();

} // namespace taraf::neighbours
