/// @file A picture's bytes, which come from strangers, to a few pixels.
#pragma once

#include "taraf/probe/client.h"

#include <cstddef>
#include <span>

namespace taraf::probe {

/// Encoded pictures that are longer are not looked at.
inline constexpr std::size_t kLongestPicture = std::size_t{32} << 20U;

/// Is this the beginning of a JPEG, PNG or WebP? Twelve bytes tell.
[[nodiscard]] bool isPicture(std::span<const std::byte> start);

/// The picture, turned as its EXIF says, its longer side at most `edge` pixels. Errors, as predicates: Unsupported (none of the three kinds, too
/// long, too many pixels), Corrupt, OutOfMemory.
[[nodiscard]] Result<Picture> decodePicture(std::span<const std::byte> bytes, int edge);

} // namespace taraf::probe
