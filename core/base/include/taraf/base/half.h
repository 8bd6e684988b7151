/// @file IEEE 754 binary16 as bits: how descriptors and vectors are kept, on any processor.
/// Source: IEEE Std 754-2019, section 3.6.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace taraf {

inline constexpr float kLargestHalf = 65504.0F;

/// The nearest half, ties to even. What is larger than the largest becomes that, and NaN becomes 0: one wild number must not make
/// a whole vector not a number.
[[nodiscard]] inline std::uint16_t toHalf(float value) noexcept
{
    if (std::isnan(value)) return 0;
    const auto bits = std::bit_cast<std::uint32_t>(std::clamp(value, -kLargestHalf, kLargestHalf));
    const std::uint32_t sign = bits >> 16U & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude < 0x38800000U) {
        // Below 2^-14 a half counts in steps of 2^-24; adding a float whose own step is that rounds it.
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000U));
    }
    const std::uint32_t odd = magnitude >> 13U & 1U;
    return static_cast<std::uint16_t>(sign | ((magnitude - 0x38000000U + 0xFFFU + odd) >> 13U));
}

/// Whether the bits are a number: neither infinite nor NaN.
[[nodiscard]] constexpr bool isFiniteHalf(std::uint16_t half) noexcept { return (half & 0x7C00U) != 0x7C00U; }

/// Exact for what isFiniteHalf(); infinities and NaNs, which toHalf() never gives, become finite numbers, so that a damaged file cannot
/// bring them in.
[[nodiscard]] inline float fromHalf(std::uint16_t half) noexcept
{
    // The half's exponent and mantissa in a float's place are 2^112 too small, subnormals included.
    const std::uint32_t magnitude = (half & 0x7FFFU) << 13U;
    const auto value = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) * 0x1p112F);
    return std::bit_cast<float>(value | (half & 0x8000U) << 16U);
}

/// `out` takes halves.size() numbers.
inline void fromHalves(std::span<const std::uint16_t> halves, float *out) noexcept
{
    for (std::size_t i = 0; i < halves.size(); ++i) out[i] = fromHalf(halves[i]);
}

} // namespace taraf
