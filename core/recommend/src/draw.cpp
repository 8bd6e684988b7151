#include "taraf/recommend/draw.h"

#include "taraf/recommend/radio.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace taraf::recommend {

std::vector<std::size_t> draw(std::span<const Lot> lots, std::size_t count, std::uint64_t seed)
{
    // u^(1/w) is greatest where log(-log u) - log w is least.
    std::vector<std::tuple<double, std::int64_t, std::size_t>> keys;
    for (std::size_t i = 0; i < lots.size(); ++i) {
        const double u = std::clamp((1.0 + static_cast<double>(noise(seed, lots[i].id, 0))) / 2.0, 1e-9, 1.0 - 1e-9);
        keys.emplace_back(std::log(-std::log(u)) - lots[i].logWeight, lots[i].id, i);
    }
    const std::size_t wanted = std::min(count, keys.size());
    std::ranges::partial_sort(keys, keys.begin() + static_cast<std::ptrdiff_t>(wanted));
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < wanted; ++i) drawn.push_back(std::get<2>(keys[i]));
    return drawn;
}

} // namespace taraf::recommend
