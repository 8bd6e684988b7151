/// @file The one place where CPU and CUDA differ: Fourier magnitudes. FFTW on the CPU where it was built in, else torch.
#pragma once

#include "tensors.h"

#include <cstdint>
#include <span>

namespace taraf::analysis {

enum class Fourier : std::uint8_t { Torch, Fftw };

/// FFTW where it was built in and the device is the CPU.
[[nodiscard]] Fourier preferredFourier(at::Device device);

/// Mean and root of the mean square around it. Not finite where a sample is not.
struct Moments {
    double mean = 0;
    double rms = 0;
};
[[nodiscard]] Moments moments(std::span<const float> samples);

/// How windowed frames are cut from samples: [signals, samples] -> frames of `size` every `hop`.
struct Framing {
    std::int64_t size;
    std::int64_t hop;

    [[nodiscard]] std::int64_t count(std::int64_t samples) const { return samples < size ? 0 : 1 + (samples - size) / hop; }
};

/// Sums over bins of Fourier magnitudes m, each row over a contiguous range of bins.
struct Sums {
    Tensor magnitude; ///< [rows, bins] weights of m
    Tensor mean;      ///< [rows, bins] weights of m^2 and, apart, of 1/(m + floor)
    float floor;
};

/// For Hann-windowed frames of gain * (samples - offset), per signal: the sums of m, of m^2, and of 1/(m + floor), below each
/// other: [signals, rows of magnitude + 2 * rows of mean, frames]. `samples` [signals, n], contiguous; offset and gain [signals].
[[nodiscard]] Tensor bandSums(const Tensor &samples, const Tensor &offset, const Tensor &gain, Framing framing, const Sums &sums, Fourier fourier);

/// Magnitudes of the bins from `first` to before `last` of Hann-windowed frames: [signals, frames, last - first].
[[nodiscard]] Tensor magnitudes(const Tensor &samples, const Tensor &offset, const Tensor &gain, Framing framing, std::int64_t first,
                                std::int64_t last, Fourier fourier);

/// Magnitudes of the real Fourier transform of each row: [rows, n] contiguous -> [rows, n / 2 + 1].
[[nodiscard]] Tensor rowMagnitudes(const Tensor &rows, Fourier fourier);

} // namespace taraf::analysis
