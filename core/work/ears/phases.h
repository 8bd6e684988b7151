/// @file What libtaraf-ears is made of.
#pragma once

#include "scan.h"

#include "taraf/analysis/analyser.h"
#include "taraf/work/listen.h"
#include "taraf/work/tune.h"

#include <span>
#include <vector>

namespace taraf::work {

/// Listens to every recording that has no descriptor of the present version.
[[nodiscard]] Result<> listenPhase(Scan &scan, const analysis::Analyser &analyser);

/// Fits the map when the collection has changed enough, and publishes vectors and graph where they differ from the library.
[[nodiscard]] Result<> indexPhase(Scan &scan);

/// As work::tune().
[[nodiscard]] Result<TuneResult> tuneTo(const Order &order, const TuneOptions &options);

/// As work::listen().
[[nodiscard]] Result<std::vector<Result<HeardPassage>>> listenTo(const Home &home, std::span<const Passage> passages, const std::stop_token &stop);

} // namespace taraf::work
