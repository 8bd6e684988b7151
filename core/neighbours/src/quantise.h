/// @file Unit length, and vectors as fixed-point numbers.
#pragma once

#include <cstdint>
#include <span>

namespace taraf::neighbours {

/// Brings a vector to unit length in place; a zero one stays. Returns the length it had.
float normalise(std::span<float> vector) noexcept;

/// The largest code of a row. In two planes it is 256 * high + low, -128 <= low < 128: the high plane is then rounded, not cut, and is by
/// itself the row in 8 bits.
inline constexpr std::int16_t kMostOfRow = 127 * 256 + 127;
/// The largest code of a query.
inline constexpr std::int16_t kMostOfQuery = 32767;

/// Symmetric linear quantisation to -most…most: `codes` takes vector.size() numbers, all zero for a zero vector.
void quantise(std::span<const float> vector, std::int16_t most, std::int16_t *codes) noexcept;

/// What codes are multiplied with to have unit length; 0 for zero.
[[nodiscard]] float scaleOf(std::span<const std::int16_t> codes) noexcept;

[[nodiscard]] constexpr std::int8_t highOf(std::int16_t code) noexcept { return static_cast<std::int8_t>((code + 128) >> 8); }
[[nodiscard]] constexpr std::int8_t lowOf(std::int16_t code) noexcept { return static_cast<std::int8_t>(code - 256 * highOf(code)); }
[[nodiscard]] constexpr std::int16_t joined(std::int8_t high, std::int8_t low) noexcept { return static_cast<std::int16_t>(256 * high + low); }

} // namespace taraf::neighbours
