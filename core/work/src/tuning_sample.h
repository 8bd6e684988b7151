/// @file Which tracks a network is trained on, and which it is judged with.
#pragma once

#include "judge.h"

#include "taraf/store/rows.h"

#include <vector>

namespace taraf::work {

/// At most so many tracks are trained on, those with the smallest audio hashes, and so many judged with.
inline constexpr std::size_t kMostTrained = 2'000;
inline constexpr std::size_t kMostHeldOut = 400;

struct TuningTrack {
    store::Unanalysed track;
    AudioHash audioHash{};
    Facts facts;
};

/// Some 15 % of the artists are held out as a whole (of the albums or folders, where no artist is tagged), always the same ones. `tracks` as
/// Library::heardTracks() gives them; the order stays.
[[nodiscard]] std::vector<TuningTrack> tuningSample(const std::vector<store::HeardTrack> &tracks);

/// More for larger collections: 180 for 200 tracks, as the square root of their number, 120 to 600.
[[nodiscard]] unsigned stepsFor(std::size_t trained);

} // namespace taraf::work
