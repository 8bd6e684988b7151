/// @file What a network hears of a track: pieces of its log-mel spectrogram.
/// Source of the scale: S. S. Stevens, J. Volkmann, E. B. Newman, "A scale for the measurement of the psychological magnitude pitch",
/// 1937, in the form of D. O'Shaughnessy, "Speech communication", 1987, eq. 4.2.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/error.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace taraf::learn {

inline constexpr std::size_t kBands = 64;      ///< mel bands, 30 Hz to 11 kHz
inline constexpr std::size_t kWindow = 2048;   ///< samples in a frame
inline constexpr std::size_t kHop = 1024;      ///< samples between frames
inline constexpr std::size_t kCrop = 64;       ///< frames a network sees at a time: 3 s
inline constexpr std::size_t kPiece = 2 * kCrop;
inline constexpr std::size_t kMostPieces = 10; ///< of a track: 60 s, evenly spread

/// 1 to kMostPieces pieces of kPiece frames each, in the order of time; pieces may overlap where a track is short.
struct Spectrogram {
    /// [pieces][kBands][kPiece], decimal logarithm of power relative to the track's own, 0 is -3 (60 dB below a full band) and a step is 1 / 26.
    std::vector<std::uint8_t> levels;

    [[nodiscard]] std::size_t pieces() const noexcept { return levels.size() / (kBands * kPiece); }
};

/// Independent of gain. 80 KB at most; about 15 ms of one core for 60 s and more.
/// Errors: TooShort (less than 3 s), Unsupported (silence), InvalidArgument (not finite), OutOfMemory, Internal.
/// Threads: any; it works on the calling thread alone.
[[nodiscard]] Result<Spectrogram> spectrogram(const Pcm &pcm);

} // namespace taraf::learn
