#include "taraf/recommend/match.h"

#include <algorithm>
#include <cmath>

namespace taraf::recommend {

int matchPercent(float score, float randomMean) noexcept
{
    if (!std::isfinite(score) || !std::isfinite(randomMean)) return 0;
    if (randomMean >= 1.0F) return score >= 1.0F ? 100 : 50;
    const double percent = 50.0 + 50.0 * (static_cast<double>(score) - static_cast<double>(randomMean)) / (1.0 - static_cast<double>(randomMean));
    return static_cast<int>(std::lround(std::clamp(percent, 0.0, 100.0)));
}

} // namespace taraf::recommend
