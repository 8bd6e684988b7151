/// @file What libtaraf-ears does: listening, learning, indexing. It is the half of the landing that is linked with libtorch, and is opened only
/// where there is something to hear: a scan that finds nothing new costs neither its memory nor its half second.
#pragma once

#include "scan.h"

#include "taraf/work/listen.h"
#include "taraf/work/tune.h"

#include <span>
#include <vector>

namespace taraf::work {

struct Ears {
    /// Errors: NoDevice.
    Result<> (*checkDevice)(Device device);
    /// Listens to every recording that has no descriptor of the present version, fits the map when the collection has changed enough, and
    /// publishes vectors and graph where they differ from the library. Gives `analysed`, `failed` and `threadsLeft`.
    Result<RescanResult> (*hear)(const Order &order);
    /// As tune(), under its lock. `order` has what its options say of device, jobs and patience.
    Result<TuneResult> (*tune)(const Order &order, const TuneOptions &options);
    /// As listen().
    Result<std::vector<Result<HeardPassage>>> (*listen)(const Home &home, std::span<const Passage> passages, const std::stop_token &stop);
};

/// The one function that libtaraf-ears exports.
inline constexpr auto kEarsSymbol = "tarafEars";

/// Opens libtaraf-ears, which lies beside the library this is in; it stays open. Errors: NotFound (it is not installed, or not libtorch).
[[nodiscard]] Result<const Ears *> openEars();

} // namespace taraf::work
