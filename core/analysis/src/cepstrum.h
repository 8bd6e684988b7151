/// @file The spectral envelope's cepstrum, and how the loudness moves.
#pragma once

#include "tensors.h"

namespace taraf::analysis {

struct CepstrumTables {
    Tensor mel;   ///< [36, kBands] from band magnitudes
    Tensor dct;   ///< [20, 36]
    Tensor cells; ///< the upper triangle of a 13 x 13 matrix
    explicit CepstrumTables(at::Device device);
};

struct Cepstrum {
    Tensor mean;   ///< [signals, 19], coefficients 1 to 19
    Tensor spread; ///< [signals, 91], coefficients 1 to 13: covariances c as sign(c) sqrt(|c|)
};

/// Mel-frequency cepstral coefficients of log magnitudes over 36 mel bands, put together from the cent bands.
/// Source: S. Davis, P. Mermelstein, "Comparison of parametric representations for monosyllabic word recognition", 1980; their
/// mean and covariance for music: M. Mandel, D. Ellis, "Song-level features and support vector machines", 2005.
[[nodiscard]] Cepstrum cepstrum(const CepstrumTables &tables, const Tensor &magnitude);

/// [signals, 4] from the frames' mean powers: standard deviation of the level, dB; upper and lower tenth against the median;
/// mean change between frames. Levels end 60 dB below the track's.
[[nodiscard]] Tensor dynamics(const Tensor &power);

} // namespace taraf::analysis
