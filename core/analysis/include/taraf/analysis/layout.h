/// @file What each number of a descriptor stands for.
/// Source of the six block-level patterns: K. Seyerlehner, G. Widmer, T. Pohle, "Fusing block-level features for music
/// similarity estimation", DAFx 2010. Their size is cut down by low-order two-dimensional DCTs.
#pragma once

#include "taraf/base/vectors.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace taraf::analysis {

/// The version of this layout, which everybody who keeps descriptors has to know.
using taraf::kDescriptorVersion;

/// Which part of the mapped vector a pattern goes into, besides the overall one.
enum class Group : std::uint8_t {
    Timbre,
    Rhythm,
    Harmony,
    Kept, ///< in the descriptor, but in no vector: it would tell loud from soft or one key from another
};

enum class Pattern : std::uint8_t {
    Spectral,      ///< SP: levels of the bands, sorted within 0.23 s, upper decile
    Contrast,      ///< SCP: peaks against valleys in 20 sub-bands, sorted within 0.9 s, lower decile
    Correlation,   ///< CP: which bands move together within 6 s, median
    Cepstrum,      ///< MFCC 1 to 19, mean
    CepstrumSpread,///< MFCC 1 to 13, covariance, signed square roots of its upper triangle
    Dynamics,      ///< spread of the frames' levels, dB, independent of gain
    DeltaSpectral, ///< DSP: rises of level, sorted within 0.6 s, upper decile
    VarianceDelta, ///< VDSP: the standard deviation of what DSP takes the decile of
    Fluctuation,   ///< LFP: modulation strength, 0.25 to 11 Hz, per band
    Tempo,         ///< autocorrelation of the onset strength over log lag, and folded into one octave of tempo
    Tonality,      ///< key-invariant: chroma's Fourier magnitudes, chord types, steps between chords
    KeyProfile,    ///< chroma turned so that the tonic of the best-fitting key is first
    Chroma,        ///< mean chroma, from C upwards, tuning removed
    Level,         ///< RMS of the samples, dB of full scale
};

/// One pattern's place in the descriptor: `rows * columns` numbers from `offset`, row by row (bands are rows).
struct PatternRange {
    Pattern pattern;
    std::string_view name;
    Group group;
    std::size_t rows;
    std::size_t columns;
    std::size_t offset = 0;

    [[nodiscard]] constexpr std::size_t size() const noexcept { return rows * columns; }
};

inline constexpr std::size_t kPatternCount = 14;

inline constexpr std::array<PatternRange, kPatternCount> kPatterns = [] {
    std::array<PatternRange, kPatternCount> all{{
        {Pattern::Spectral, "spectral", Group::Timbre, 24, 4},
        {Pattern::Contrast, "contrast", Group::Timbre, 12, 4},
        {Pattern::Correlation, "correlation", Group::Timbre, 78, 1},
        {Pattern::Cepstrum, "cepstrum", Group::Timbre, 19, 1},
        {Pattern::CepstrumSpread, "cepstrum-spread", Group::Timbre, 91, 1},
        {Pattern::Dynamics, "dynamics", Group::Timbre, 4, 1},
        {Pattern::DeltaSpectral, "delta-spectral", Group::Rhythm, 24, 4},
        {Pattern::VarianceDelta, "variance-delta", Group::Rhythm, 20, 3},
        {Pattern::Fluctuation, "fluctuation", Group::Rhythm, 14, 12},
        {Pattern::Tempo, "tempo", Group::Rhythm, 42, 1},
        {Pattern::Tonality, "tonality", Group::Harmony, 60, 1},
        {Pattern::KeyProfile, "key-profile", Group::Harmony, 12, 1},
        {Pattern::Chroma, "chroma", Group::Kept, 12, 1},
        {Pattern::Level, "level", Group::Kept, 1, 1},
    }};
    std::size_t offset = 0;
    for (PatternRange &range : all) {
        range.offset = offset;
        offset += range.size();
    }
    return all;
}();

/// Numbers in a descriptor, and in each of its segments.
inline constexpr std::size_t kDescriptorSize = kPatterns.back().offset + kPatterns.back().size();

[[nodiscard]] constexpr const PatternRange &range(Pattern pattern) noexcept
{
    return kPatterns[static_cast<std::size_t>(pattern)];
}

} // namespace taraf::analysis
