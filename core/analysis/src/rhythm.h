/// @file How the onsets repeat.
#pragma once

#include "tensors.h"

namespace taraf::analysis {

struct RhythmTables {
    Tensor lags; ///< [28, frames of lag] interpolation at 0.2 s * 2^(i/8)
    Tensor fold; ///< [8, 28] means over the lags that are octaves of each other
    explicit RhythmTables(at::Device device);
};

/// [signals, 42]: the autocorrelation of the onset strength at 28 lags from 0.2 to 2.1 s (8 to an octave), the same folded
/// into one octave, and six figures: mean onset, its relative spread, the strongest lag's value, the autocorrelation's mean
/// and spread over the lags, and the log lag it leans to. `onset` is [signals, frames], dB.
/// Source of reading tempo off the onset strength's autocorrelation: D. Ellis, "Beat tracking by dynamic programming", 2007.
[[nodiscard]] Tensor tempoPattern(const RhythmTables &tables, const Tensor &onset);

} // namespace taraf::analysis
