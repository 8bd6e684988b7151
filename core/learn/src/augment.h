/// @file Crops of tracks as a network sees them, and the changes that it has to see through.
#pragma once

#include "chance.h"
#include "taraf/learn/spectrogram.h"

#include <array>
#include <span>
#include <vector>

namespace taraf::learn {

/// Mean and spread of each band over a collection.
struct Scale {
    std::array<float, kBands> mean{};
    std::array<float, kBands> spread{}; ///< > 0
};

[[nodiscard]] Scale scaleOf(std::span<const Spectrogram> tracks);

inline constexpr std::size_t kCropSize = kBands * kCrop;

/// kCrop frames of a piece from `frame` on, each band scaled to mean 0 and spread 1. `out` takes kCropSize numbers, [band][frame].
void crop(const Spectrogram &track, std::size_t piece, std::size_t frame, const Scale &scale, std::span<float> out);

/// Louder or softer, brighter or darker, a few neighbouring bands and frames silent (at the mean).
/// Source: D. S. Park et al., "SpecAugment", 2019, section 2.
void disturb(std::span<float> crop, Chance &chance);

} // namespace taraf::learn
