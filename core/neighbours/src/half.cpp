#include "half.h"

#include <algorithm>
#include <bit>
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

std::uint16_t toHalf(float value) noexcept
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = bits >> 16 & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude < 0x38800000U) {
        // Below 2^-14 a half counts in steps of 2^-24; adding a float whose own step is that rounds it.
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000U));
    }
    const std::uint32_t odd = magnitude >> 13 & 1U;
    return static_cast<std::uint16_t>(sign | ((magnitude - 0x38000000U + 0xFFFU + odd) >> 13));
}

float fromHalf(std::uint16_t half) noexcept
{
    // The half's exponent and mantissa in a float's place are 2^112 too small, subnormals included.
    const std::uint32_t magnitude = (half & 0x7FFFU) << 13;
    const std::uint32_t value = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) * 0x1p112F);
    return std::bit_cast<float>(value | (half & 0x8000U) << 16);
}

void fromHalves(std::span<const std::uint16_t> halves, float *out) noexcept
{
    for (std::size_t i = 0; i < halves.size(); ++i) out[i] = fromHalf(halves[i]);
}

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
