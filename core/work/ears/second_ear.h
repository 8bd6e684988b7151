/// @file The network in use, beside the analysis.
#pragma once

#include "scan.h"

#include "taraf/learn/network.h"

#include <optional>

namespace taraf::work {

/// The hash of the network in use; empty: none.
[[nodiscard]] Result<std::string> networkInUse(store::Library &library);

/// Errors: NotFound, Corrupt, Unsupported.
[[nodiscard]] Result<learn::Network> loadNetwork(store::Library &library, const std::string &hash);

/// What the network makes of a track. Errors: those of room learn.
[[nodiscard]] Result<store::NetworkNumbers> numbersOf(const learn::Network &network, const Pcm &pcm);
[[nodiscard]] Result<store::NetworkNumbers> numbersOf(const learn::Network &network, const learn::Spectrogram &track);

} // namespace taraf::work
