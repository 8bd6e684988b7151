/// @file From packets to mono samples at kAnalysisRate.
#pragma once

#include "demuxer.h"

#include "taraf/base/audio.h"
#include "taraf/base/error.h"

#include <cstdint>
#include <vector>

namespace taraf::probe {

struct Decoded {
    std::vector<float> samples; ///< mono, kAnalysisRate, finite
    std::int64_t good = 0;      ///< packets of the part that were decoded
    std::int64_t bad = 0;       ///< and that were not
};

/// Decodes [from, to) of the stream, to the sample where the format's time stamps allow it. Channels are averaged for
/// stereo, mixed by FFmpeg's matrix otherwise. Less comes back where the file ends or is damaged.
/// Errors: Unsupported (no decoder, strange channels), Corrupt, OutOfMemory.
[[nodiscard]] Result<Decoded> decode(Demuxer &demuxer, Span part);

/// Is there a decoder for it?
[[nodiscard]] bool hasDecoder(const Demuxer &demuxer);

} // namespace taraf::probe
