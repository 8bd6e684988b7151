/// @file What a network is made of.
#pragma once

#include "augment.h"
#include "layers.h"

namespace taraf::learn {

struct Network::State {
    Weights weights; ///< on the CPU
    Scale scale;
    NetworkVector centre{}; ///< the mean of the vectors of the tracks it was trained on
    std::uint64_t seed = 0;
    std::uint32_t trainedOn = 0;
    std::uint64_t hash = 0; ///< of contentBytes()
};

[[nodiscard]] std::string contentBytes(const Network::State &state);

/// All crops of a track, two a piece, in the order of time: [crops, 1, kBands, kCrop].
[[nodiscard]] Tensor cropsOf(const Spectrogram &track, const Scale &scale);

/// The mean of vectors of unit length, of unit length; after `centre` has been taken off, where there is one.
[[nodiscard]] NetworkVector summary(const Tensor &vectors, const NetworkVector *centre);

} // namespace taraf::learn
