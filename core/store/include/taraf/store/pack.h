/// @file Numbers on fewer bits: float16 for descriptors, int8 with a scale for how their segments differ.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/vectors.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace taraf::store {

/// Little-endian float16, two bytes each.
[[nodiscard]] std::vector<std::byte> packHalves(std::span<const float> values);
/// Errors: Corrupt (an odd number of bytes, or a value that is not finite).
[[nodiscard]] Result<std::vector<float>> unpackHalves(std::span<const std::byte> bytes);

/// The segments of a descriptor as differences from its float16 values, in steps that suit each value: a descriptor's numbers
/// differ in size by orders of magnitude, so one scale for all would flatten the small ones.
/// Layout: uint8 count of segments [0, 4]; float16 spread[size], the largest |difference| of each value over the segments, rounded up;
/// then int8 steps[size] for each segment, difference = step * spread / 127. Nothing but the count where there are no segments.
/// The error of a restored number is at most spread / 254 (and what a difference exceeds float16's largest by).
/// Shape: every segment has the size of `values`; finite. Errors: InvalidArgument.
[[nodiscard]] Result<std::vector<std::byte>> packSegments(std::span<const float> values, std::span<const std::vector<float>> segments);
/// `values` as unpackHalves() gives them. Errors: Corrupt (a length that does not fit).
[[nodiscard]] Result<std::vector<std::vector<float>>> unpackSegments(std::span<const float> values, std::span<const std::byte> bytes);

} // namespace taraf::store
