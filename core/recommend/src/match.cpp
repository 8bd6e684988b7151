#include "taraf/recommend/match.h"

#include <algorithm>
#include <cmath>

namespace taraf::recommend {

int matchPercent(float cosine, const Spread &random) noexcept
{
    if (!std::isfinite(cosine) || !std::isfinite(random.mean)) return 0;
    if (random.mean >= 1.0F) return cosine >= 1.0F ? 100 : 50;
    const double percent = 50.0 + 50.0 * (static_cast<double>(cosine) - static_cast<double>(random.mean)) / (1.0 - static_cast<double>(random.mean));
    return static_cast<int>(std::lround(std::clamp(percent, 0.0, 100.0)));
}

} // namespace taraf::recommend
