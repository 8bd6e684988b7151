/// @file IEEE 754 binary16 as bits, on any processor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace taraf::neighbours {

/// Rounded to nearest, ties to even. |value| < 65520.
[[nodiscard]] std::uint16_t toHalf(float value) noexcept;

/// Infinities and NaNs, which we never write, become finite numbers: a damaged file cannot bring them in.
[[nodiscard]] float fromHalf(std::uint16_t half) noexcept;
void fromHalves(std::span<const std::uint16_t> halves, float *out) noexcept;

/// Brings a vector to unit length in place; a zero one stays. Returns the length it had.
float normalise(std::span<float> vector) noexcept;

/// Symmetric linear quantisation: codes in -127…127 and the scale that gives them unit length; zero for zero.
float quantise(std::span<const float> vector, std::int8_t *codes) noexcept;
/// The same to 16 bits, for queries.
float quantise(std::span<const float> vector, std::int16_t *codes) noexcept;

} // namespace taraf::neighbours
