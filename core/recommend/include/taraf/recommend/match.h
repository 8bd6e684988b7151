/// @file A score as people read it.
#pragma once

namespace taraf::recommend {

/// [0, 100]: 50 is as alike as two tracks drawn at random, 100 identical. A straight line through (randomMean, 50) and (1, 100),
/// clamped, rounded to the nearest. 0 for what is not finite.
[[nodiscard]] int matchPercent(float score, float randomMean) noexcept;

} // namespace taraf::recommend
