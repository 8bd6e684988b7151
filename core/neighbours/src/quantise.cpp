#include "quantise.h"

#include <algorithm>
#include <cmath>

namespace taraf::neighbours {
namespace {

template<class Code> float quantiseTo(std::span<const float> vector, float most, Code *codes) noexcept
{
    float largest = 0.0F;
    for (const float x : vector) largest = std::max(largest, std::abs(x));
    if (!(largest > 0.0F)) {
        std::fill_n(codes, vector.size(), Code{0});
        return 0.0F;
    }
    // In double: the largest of a subnormal vector has no finite float reciprocal.
    const double factor = static_cast<double>(most) / static_cast<double>(largest);
    double squares = 0.0;
    for (std::size_t i = 0; i < vector.size(); ++i) {
        const double code = std::nearbyint(static_cast<double>(vector[i]) * factor);
        codes[i] = static_cast<Code>(code);
        squares += code * code;
    }
    return static_cast<float>(1.0 / std::sqrt(squares));
}

} // namespace

float normalise(std::span<float> vector) noexcept
{
    double squares = 0.0;
    for (const float x : vector) squares += static_cast<double>(x) * static_cast<double>(x);
    if (!(squares > 0.0)) return 0.0F;
    const double length = std::sqrt(squares);
    for (float &x : vector) x = static_cast<float>(static_cast<double>(x) / length);
    return static_cast<float>(length);
}

float quantise(std::span<const float> vector, std::int8_t *codes) noexcept { return quantiseTo(vector, 127.0F, codes); }
float quantise(std::span<const float> vector, std::int16_t *codes) noexcept { return quantiseTo(vector, 32767.0F, codes); }

} // namespace taraf::neighbours
