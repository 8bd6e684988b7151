/// @file A cosine as people read it.
#pragma once

#include "taraf/recommend/song.h"

namespace taraf::recommend {

/// [0, 100]: 50 is as alike as two tracks drawn at random, 100 identical. A straight line through (mean, 50) and (1, 100),
/// clamped, rounded to the nearest. 0 for what is not finite.
[[nodiscard]] int matchPercent(float cosine, const Spread &random) noexcept;

} // namespace taraf::recommend
