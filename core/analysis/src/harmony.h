/// @file Which notes sound together and follow each other, whatever the key.
#pragma once

#include "tensors.h"
#include "transform.h"

#include <cstdint>

namespace taraf::analysis {

inline constexpr Framing kHarmonyFraming{8192, 8192}; ///< 0.37 s, 2.7 Hz

struct HarmonyTables {
    Tensor semitones;  ///< [bins]: distance from A 440, semitones
    Tensor emphasis;   ///< [bins]: where notes lie
    Tensor classes;    ///< [12]: C, C sharp, …, as semitones from A
    Tensor cosines, sines; ///< [12, 7] the Fourier transform over pitch classes, orders 0 to 6
    Tensor backCosines, backSines; ///< [7, 12] and back
    Tensor chords;     ///< [12, 6 * 12] chord templates of unit length, each in 12 rotations
    Tensor keys;       ///< [12, 2 * 12] key profiles, zero mean and unit length
    explicit HarmonyTables(at::Device device);
};

struct Harmony {
    Tensor tonality;   ///< [signals, 60]
    Tensor keyProfile; ///< [signals, 12]
    Tensor chroma;     ///< [signals, 12]
};

/// Chroma of spectral peaks between 100 and 2000 Hz, tuning removed, one frame every 0.37 s; then what does not change when
/// all notes move by the same interval. `parts` signals in a row belong to one track: they share its tuning and its key.
/// Sources: E. Amiot, "Music through Fourier space", 2016 (Fourier magnitudes of pitch-class sets); T. Fujishima, "Realtime
/// chord recognition of musical sound", 1999 (chord templates); C. Krumhansl, E. Kessler, 1982 (key profiles).
[[nodiscard]] Harmony harmony(const HarmonyTables &tables, const Tensor &samples, const Tensor &offset, const Tensor &gain,
                              std::int64_t parts, Fourier fourier);

} // namespace taraf::analysis
