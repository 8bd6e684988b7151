/// @file A training that can be taken up again.
#pragma once

#include "taraf/base/error.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace taraf::learn {

/// What has to be the same for a training to be the same.
struct Purpose {
    std::string about; ///< names the tracks, the device and the network's shape
    std::uint64_t seed = 0;
    std::uint32_t steps = 0, tracks = 0;

    friend bool operator==(const Purpose &, const Purpose &) = default;
};

/// Chances are of seed and step alone and need not be kept.
struct Checkpoint {
    std::uint32_t step = 0; ///< steps that were made
    std::uint32_t bestStep = 0;
    double best = std::numeric_limits<double>::infinity(); ///< the smallest loss on the tracks that are kept aside
    std::vector<float> weights, optimiser, bestWeights;
};

/// Atomic. Errors: Io.
[[nodiscard]] Result<> save(const std::string &path, const Purpose &purpose, const Checkpoint &checkpoint);

/// Errors: NotFound, Io, Corrupt (damaged), InvalidArgument (of another training). The three vectors have the given sizes and finite numbers.
[[nodiscard]] Result<Checkpoint> load(const std::string &path, const Purpose &purpose, std::size_t weights, std::size_t optimiser);

} // namespace taraf::learn
