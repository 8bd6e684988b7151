/// @file Times and audio counts that know their unit.
#pragma once

#include <chrono>
#include <cstdint>

namespace taraf {

using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::duration<double>;

/// Nanoseconds since the epoch, as stat(2) gives a modification time.
using FileTime = std::chrono::duration<std::int64_t, std::nano>;

/// Seconds since the epoch, UTC.
using UnixTime = std::chrono::duration<std::int64_t>;

/// Everything is analysed at this rate, mono. Hz.
inline constexpr int kAnalysisRate = 22050;

/// The most audio of one track that is listened to, from its middle.
inline constexpr Seconds kAnalysisSpan{120.0};

/// Less audio than this is not listened to.
inline constexpr Seconds kShortestAnalysed{10.0};

} // namespace taraf
