/// @file From samples to the bytes of a file.
#pragma once

#include "plan.h"
#include "synth/canvas.h"

#include "taraf/base/error.h"

#include <string>

namespace taraf::demo {

/// FLAC or Ogg Vorbis with tags. The same samples give the same bytes.
/// Errors: Unsupported (this libsndfile lacks the format), Cancelled, OutOfMemory.
[[nodiscard]] Result<std::string> encode(const Canvas &canvas, const TrackPlan &plan);

/// Gives every page of an Ogg stream this serial number and sets their checksums right. The encoder draws the number by lot.
/// Source: Pfeiffer, RFC 3533, 2003, section 6. Errors: Corrupt.
[[nodiscard]] Result<> setSerial(std::string &ogg, std::uint32_t serial);

} // namespace taraf::demo
