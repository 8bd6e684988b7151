/// @file Unit length, and vectors in few bits.
#pragma once

#include "taraf/base/half.h"

#include <cstdint>
#include <span>

namespace taraf::neighbours {

/// Brings a vector to unit length in place; a zero one stays. Returns the length it had.
float normalise(std::span<float> vector) noexcept;

/// Symmetric linear quantisation: codes in -127…127 and the scale that gives them unit length; zero for zero.
float quantise(std::span<const float> vector, std::int8_t *codes) noexcept;
/// The same to 16 bits, for queries.
float quantise(std::span<const float> vector, std::int16_t *codes) noexcept;

} // namespace taraf::neighbours
