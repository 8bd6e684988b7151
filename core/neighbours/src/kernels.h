/// @file The inner loops, in the widest form this processor has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace taraf::neighbours {

/// Chosen once, at the first call.
struct Kernels {
    /// scores[i] += factor * scales[i] * (query · codes[i]) for rows of 128, 64 or 32 codes; |factor| is a weight times the query's scale.
    using AddScores = void (*)(const std::int8_t *codes, const float *scales, std::size_t rows, const std::int16_t *query, float factor,
                               float *scores);
    AddScores addScores128;
    AddScores addScores64;
    AddScores addScores32;

    std::int32_t (*dotCodes128)(const std::int8_t *a, const std::int8_t *b);
    std::int32_t (*dotQuery128)(const std::int16_t *query, const std::int8_t *codes);

    /// a · b, `size` a multiple of 16.
    float (*dotHalves)(const std::uint16_t *a, const float *b, std::size_t size);

    const char *name; ///< "avx512", "avx2" or "portable"
};

[[nodiscard]] const Kernels &kernels() noexcept;

/// Every form that this processor can run, the best first.
[[nodiscard]] std::vector<const Kernels *> supportedKernels();

} // namespace taraf::neighbours
