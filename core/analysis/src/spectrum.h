/// @file The cent-scaled spectrum that the patterns are made of.
#pragma once

#include "tensors.h"
#include "transform.h"

#include <cstdint>

namespace taraf::analysis {

inline constexpr Framing kFraming{2048, 512}; ///< 43.07 frames/s
inline constexpr double kFrameRate = 22050.0 / 512.0;
inline constexpr std::int64_t kBands = 98;      ///< of 100 cents, from 40 Hz
inline constexpr std::int64_t kContrastBands = 20;
/// Below all levels: samples have an RMS of 1 here, so this is some 90 dB under a loud band.
inline constexpr double kFloor = 1e-3;

/// The centre of a band, Hz.
[[nodiscard]] double bandCentre(std::int64_t band);

/// [kBands, 1025] triangles between the centres of the neighbours, at least one bin wide, unit sum.
/// Source: Seyerlehner, Widmer, Pohle 2010 (cent scale); shape and width are ours.
[[nodiscard]] Tensor bandMatrix();

/// [kContrastBands, 1025] means over logarithmic sub-bands, 80 Hz to 11025 Hz, at least 4 bins each.
[[nodiscard]] Tensor contrastMatrix();

/// A spectrum of some signals of the same length (parts of tracks).
struct Spectrum {
    Tensor magnitude; ///< [signals, kBands, frames]
    Tensor level;     ///< the same in dB, minus the mean over the whole track
    Tensor contrast;  ///< [signals, kContrastBands, frames], dB: peaks over valleys
    Tensor power;     ///< [signals, frames], mean over the contrast bands' bins
};

/// Constants on the device.
struct SpectrumTables {
    Sums sums;
    Tensor contrastWidths; ///< [1, kContrastBands, 1], each band's share of the bins
    explicit SpectrumTables(at::Device device);
};

/// `parts` signals in a row belong to one track and share their mean level. Source of the contrast: D.-N. Jiang et al.,
/// "Music type classification by spectral contrast feature", 2002; in the place of its sorted fifths, power means: the
/// quadratic mean of a sub-band's magnitudes over their harmonic mean.
[[nodiscard]] Spectrum spectrum(const SpectrumTables &tables, const Tensor &samples, const Tensor &offset, const Tensor &gain,
                                std::int64_t parts, Fourier fourier);

} // namespace taraf::analysis
