/// @file The block-level patterns, each cut down to the low orders of its two-dimensional DCT.
/// Source: Seyerlehner, Widmer, Pohle 2010; where a summary over blocks differs from theirs, it is said here.
#pragma once

#include "network.h"
#include "tensors.h"
#include "transform.h"

#include <cstdint>

namespace taraf::analysis {

/// The mean of the largest of each 7 values along the last dimension, values far apart in one group: it estimates the 0.9
/// quantile (the median of the largest of 7 lies at (7 - 0.3) / (7 + 0.4) = 0.905) from all values at a seventh of a sort's
/// cost, and moves smoothly where a quantile jumps. Fewer than 7 values: the largest.
[[nodiscard]] Tensor upperDecile(const Tensor &values);
[[nodiscard]] Tensor lowerDecile(const Tensor &values);

struct PatternTables {
    Network sortFive, mergeFives, mergeTens, mergeTwenties;
    Network sortTwenty, mergeContrasts;
    Tensor spectralRows, spectralColumns;
    Tensor contrastRows, contrastColumns;
    Tensor deltaRows, deltaColumns;
    Tensor varianceRows, varianceColumns;
    Tensor correlationRows, correlationCells;
    Tensor fluctuationRows, fluctuationColumns; ///< the latter from Fourier bins: log bands, weighting and blur included
    explicit PatternTables(at::Device device);
};

/// `level` is [signals, kBands, frames] in dB; results are [signals, size of the pattern].
[[nodiscard]] Tensor spectralPattern(const PatternTables &tables, const Tensor &level);

struct DeltaPatterns {
    Tensor delta;    ///< DSP
    Tensor variance; ///< VDSP: the standard deviation, which is spread more evenly than the variance
    Tensor onset;    ///< [signals, frames - 3]: the mean rise over the bands, dB
};
[[nodiscard]] DeltaPatterns deltaPatterns(const PatternTables &tables, const Tensor &level);

/// `contrast` is [signals, kContrastBands, frames].
[[nodiscard]] Tensor contrastPattern(const PatternTables &tables, const Tensor &contrast);

/// `pairs` is [signals, kBands / 2, frames], the means of neighbouring bands. Mean over the blocks: a part has but a few.
[[nodiscard]] Tensor correlationPattern(const PatternTables &tables, const Tensor &pairs);
[[nodiscard]] Tensor fluctuationPattern(const PatternTables &tables, const Tensor &pairs, Fourier fourier);

/// The means of neighbouring bands, repeated in time until there are `frames` of them.
[[nodiscard]] Tensor bandPairs(const Tensor &level, std::int64_t frames);

/// What a block of LFP takes.
inline constexpr std::int64_t kLongestBlock = 512;

} // namespace taraf::analysis
