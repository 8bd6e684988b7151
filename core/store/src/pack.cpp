#include "taraf/store/pack.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace taraf::store {
namespace {

constexpr float kLargestHalf = 65504.0F;
constexpr std::size_t kMaxSegments = 4;
constexpr float kSteps = 127.0F;

void append(std::vector<std::byte> &out, std::uint16_t half)
{
    out.push_back(static_cast<std::byte>(half & 0xFFU));
    out.push_back(static_cast<std::byte>(half >> 8U));
}

std::uint16_t halfAt(std::span<const std::byte> bytes, std::size_t index)
{
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[2 * index]) | std::to_integer<unsigned>(bytes[2 * index + 1]) << 8U);
}

/// The smallest half that is not below a value >= 0.
std::uint16_t packHalfUp(float value)
{
    std::uint16_t half = packHalf(value);
    if (unpackHalf(half) < value && value < kLargestHalf) ++half; // the next larger one, also across exponents
    return half;
}

} // namespace

std::uint16_t packHalf(float value) noexcept
{
    if (std::isnan(value)) return 0;
    const auto bits = std::bit_cast<std::uint32_t>(std::clamp(value, -kLargestHalf, kLargestHalf));
    const std::uint32_t sign = (bits >> 16U) & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    // Dropping 13 bits of the mantissa, ties to even; a carry runs into the exponent as it should.
    const auto rounded = [](std::uint32_t number, unsigned drop) {
        const std::uint32_t half = 1U << (drop - 1);
        return (number + half - 1 + ((number >> drop) & 1U)) >> drop;
    };
    constexpr std::uint32_t kSmallestNormal = 0x38800000U; // 2^-14
    if (magnitude >= kSmallestNormal) return static_cast<std::uint16_t>(sign | rounded(magnitude - 0x38000000U, 13));
    // Below it a half is a multiple of 2^-24.
    const std::uint32_t exponent = magnitude >> 23U;
    if (exponent < 102) return static_cast<std::uint16_t>(sign); // less than half of 2^-24
    const std::uint32_t mantissa = (magnitude & 0x7FFFFFU) | 0x800000U;
    return static_cast<std::uint16_t>(sign | rounded(mantissa, 126U - exponent));
}

float unpackHalf(std::uint16_t half) noexcept
{
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t mantissa = half & 0x3FFU;
    if (exponent == 0) {
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
        return sign != 0 ? -magnitude : magnitude;
    }
    if (exponent == 0x1F) return std::bit_cast<float>(sign | 0x7F800000U | mantissa << 13U);
    return std::bit_cast<float>(sign | (exponent + 112U) << 23U | mantissa << 13U);
}

std::vector<std::byte> packHalves(std::span<const float> values)
{
    std::vector<std::byte> out;
    out.reserve(values.size() * 2);
    for (const float value : values) append(out, packHalf(value));
    return out;
}

Result<std::vector<float>> unpackHalves(std::span<const std::byte> bytes)
{
    if (bytes.size() % 2 != 0) return fail(ErrorCode::Corrupt, "a descriptor has half a number; forget it and listen again");
    std::vector<float> values(bytes.size() / 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = unpackHalf(halfAt(bytes, i));
        if (!std::isfinite(values[i])) return fail(ErrorCode::Corrupt, "a descriptor has a number that is none; forget it and listen again");
    }
    return values;
}

Result<std::vector<std::byte>> packSegments(std::span<const float> values, std::span<const std::vector<float>> segments)
{
    const auto isFinite = [](float value) { return std::isfinite(value); };
    if (segments.size() > kMaxSegments) return fail(ErrorCode::InvalidArgument, "a descriptor has at most 4 segments");
    if (!std::ranges::all_of(values, isFinite)) return fail(ErrorCode::InvalidArgument, "a descriptor has a number that is none");
    for (const std::vector<float> &segment : segments) {
        if (segment.size() != values.size()) return fail(ErrorCode::InvalidArgument, "a segment has another size than its descriptor");
        if (!std::ranges::all_of(segment, isFinite)) return fail(ErrorCode::InvalidArgument, "a segment has a number that is none");
    }
    std::vector<std::byte> out{static_cast<std::byte>(segments.size())};
    if (segments.empty()) return out;

    // Differences from what is kept, so that float16's own error does not add to theirs.
    std::vector<float> base(values.size());
    std::vector<float> spread(values.size());
    out.reserve(1 + values.size() * (2 + segments.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        base[i] = unpackHalf(packHalf(values[i]));
        float largest = 0;
        for (const std::vector<float> &segment : segments) largest = std::max(largest, std::abs(segment[i] - base[i]));
        const std::uint16_t half = packHalfUp(largest);
        spread[i] = unpackHalf(half);
        append(out, half);
    }
    for (const std::vector<float> &segment : segments) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const float steps = spread[i] > 0 ? std::round((segment[i] - base[i]) / spread[i] * kSteps) : 0.0F;
            out.push_back(static_cast<std::byte>(static_cast<std::int8_t>(std::clamp(steps, -kSteps, kSteps))));
        }
    }
    return out;
}

Result<std::vector<std::vector<float>>> unpackSegments(std::span<const float> values, std::span<const std::byte> bytes)
{
    const std::size_t count = bytes.empty() ? kMaxSegments + 1 : std::to_integer<std::size_t>(bytes[0]);
    const std::size_t expected = count == 0 ? 1 : 1 + values.size() * (2 + count);
    if (count > kMaxSegments || bytes.size() != expected) {
        return fail(ErrorCode::Corrupt, "a descriptor's segments don't fit it; forget it and listen again");
    }
    std::vector<std::vector<float>> segments(count, std::vector<float>(values.size()));
    if (count == 0) return segments;
    const auto spreads = bytes.subspan(1);
    auto steps = bytes.subspan(1 + 2 * values.size());
    for (std::vector<float> &segment : segments) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto step = static_cast<std::int8_t>(std::to_integer<std::uint8_t>(steps[i]));
            segment[i] = values[i] + static_cast<float>(step) * unpackHalf(halfAt(spreads, i)) / kSteps;
            if (!std::isfinite(segment[i])) return fail(ErrorCode::Corrupt, "a segment has a number that is none; forget it and listen again");
        }
        steps = steps.subspan(values.size());
    }
    return segments;
}

} // namespace taraf::store
