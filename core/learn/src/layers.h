/// @file The network's layers as functions of their weights, so that the CPU, CUDA, training and listening share one.
#pragma once

#include "tensors.h"

#include <array>
#include <cstdint>
#include <vector>

namespace taraf::learn {

/// 4 blocks of 3x3 convolution, batch normalisation, ReLU and 2x2 maximum, then mean over bands, mean and maximum over time, two linear layers, unit length.
inline constexpr std::array<std::int64_t, 5> kChannels{1, 16, 32, 64, 128};
inline constexpr std::size_t kBlocks = kChannels.size() - 1;
inline constexpr std::int64_t kPooled = 2 * kChannels.back();

/// What training changes, and what goes along with it.
struct Weights {
    std::vector<Tensor> learned; ///< per block convolution, scale, shift; then matrix and offset of the two linear layers
    std::vector<Tensor> running; ///< per block mean and variance

    /// He initialisation, from `seed` alone.
    /// Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", 2015, section 2.2.
    [[nodiscard]] static Weights initial(std::uint64_t seed);
    [[nodiscard]] Weights to(at::Device device) const;
    [[nodiscard]] Weights clone() const;
    /// All numbers, one after the other, and back. The shapes are fixed.
    [[nodiscard]] std::vector<float> flat() const;
    [[nodiscard]] static Weights fromFlat(std::span<const float> numbers);
    [[nodiscard]] static std::size_t count();
};

enum class Mode : std::uint8_t {
    Training,  ///< normalised by the batch; running mean and variance follow
    Listening, ///< normalised by what is running: a crop's numbers don't depend on its company
};

/// [crops, 1, kBands, kCrop] -> [crops, kNetworkSize], rows of unit length.
[[nodiscard]] Tensor forward(const Weights &weights, const Tensor &crops, Mode mode);

} // namespace taraf::learn
