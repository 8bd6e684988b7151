/// @file Music of a kind, made from a number: to learn a prior from, where no recording may be shipped.
#pragma once

#include "taraf/base/audio.h"

#include <cstdint>

namespace taraf::analysis {

/// The piece that belongs to the seed: tempo, key, chords, instruments, drums, room and sections are drawn from it.
/// The same samples for the same seed on the same machine.
[[nodiscard]] Pcm synthetic(std::uint64_t seed, Seconds length);

} // namespace taraf::analysis
