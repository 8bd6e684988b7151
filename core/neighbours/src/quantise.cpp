#include "quantise.h"

#include <algorithm>
#include <cmath>

namespace taraf::neighbours {

float normalise(std::span<float> vector) noexcept
{
    double squares = 0.0;
    for (const float x : vector) squares += static_cast<double>(x) * static_cast<double>(x);
    if (!(squares > 0.0)) return 0.0F;
    const double length = std::sqrt(squares);
    for (float &x : vector) x = static_cast<float>(static_cast<double>(x) / length);
    return static_cast<float>(length);
}

void quantise(std::span<const float> vector, std::int16_t most, std::int16_t *codes) noexcept
{
    float largest = 0.0F;
    for (const float x : vector) largest = std::max(largest, std::abs(x));
    if (!(largest > 0.0F)) {
        std::fill_n(codes, vector.size(), std::int16_t{0});
        return;
    }
    // In double: the largest of a subnormal vector has no finite float reciprocal.
    const double factor = static_cast<double>(most) / static_cast<double>(largest);
    // A double of this size counts in ones, so adding it rounds, several numbers at once; nearbyint is a call for each.
    constexpr double ones = 0x1.8p52;
    for (std::size_t i = 0; i < vector.size(); ++i) {
        codes[i] = static_cast<std::int16_t>(static_cast<double>(vector[i]) * factor + ones - ones);
    }
}

float scaleOf(std::span<const std::int16_t> codes) noexcept
{
    std::int64_t squares = 0;
    for (const std::int16_t code : codes) squares += std::int32_t{code} * std::int32_t{code};
    return squares > 0 ? static_cast<float>(1.0 / std::sqrt(static_cast<double>(squares))) : 0.0F;
}

} // namespace taraf::neighbours
