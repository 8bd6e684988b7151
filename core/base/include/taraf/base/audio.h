/// @file Decoded audio, and what tells one recording from another.
#pragma once

#include "taraf/base/units.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace taraf {

/// Mono samples at kAnalysisRate, nominal range [-1, 1], finite.
struct Pcm {
    std::vector<float> samples;

    [[nodiscard]] Seconds duration() const noexcept
    {
        return Seconds{static_cast<double>(samples.size()) / kAnalysisRate};
    }
};

/// 128 bits over the first and last 64 KiB of encoded packets: the same for a file whatever its tags and name.
using AudioHash = std::array<std::uint8_t, 16>;

/// A part of a track, seconds from its start; from < to.
struct Span {
    Seconds from{0};
    Seconds to{0};

    friend bool operator==(const Span &, const Span &) = default;
};

/// What the stream itself says. Zero where unknown; every value has been range-checked by the probe.
struct StreamInfo {
    Milliseconds duration{0};  ///< [0, 7 days]
    int sampleRate = 0;        ///< Hz, [0, 12288000] (DSD included)
    int channels = 0;          ///< [0, 64]
    int bitrate = 0;           ///< kbit/s, [0, 100000]
    int bitDepth = 0;          ///< [0, 64]

    friend bool operator==(const StreamInfo &, const StreamInfo &) = default;
};

} // namespace taraf
