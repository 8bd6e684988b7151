#include "taraf/store/pack.h"

#include "taraf/base/half.h"

#include <algorithm>
#include <cmath>

namespace taraf::store {
namespace {

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
std::uint16_t halfUp(float value)
{
    std::uint16_t half = toHalf(value);
    if (fromHalf(half) < value && value < kLargestHalf) ++half; // the next larger one, also across exponents
    return half;
}

} // namespace

std::vector<std::byte> packHalves(std::span<const float> values)
{
    std::vector<std::byte> out;
    out.reserve(values.size() * 2);
    for (const float value : values) append(out, toHalf(value));
    return out;
}

Result<std::vector<float>> unpackHalves(std::span<const std::byte> bytes)
{
    if (bytes.size() % 2 != 0) return fail(ErrorCode::Corrupt, "a descriptor has half a number; forget it and listen again");
    std::vector<float> values(bytes.size() / 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t half = halfAt(bytes, i);
        values[i] = fromHalf(half);
        if (!isFiniteHalf(half)) return fail(ErrorCode::Corrupt, "a descriptor has a number that is none; forget it and listen again");
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
        base[i] = fromHalf(toHalf(values[i]));
        float largest = 0;
        for (const std::vector<float> &segment : segments) largest = std::max(largest, std::abs(segment[i] - base[i]));
        const std::uint16_t half = halfUp(largest);
        spread[i] = fromHalf(half);
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
            segment[i] = values[i] + static_cast<float>(step) * fromHalf(halfAt(spreads, i)) / kSteps;
            if (!std::isfinite(segment[i])) return fail(ErrorCode::Corrupt, "a segment has a number that is none; forget it and listen again");
        }
        steps = steps.subspan(values.size());
    }
    return segments;
}

} // namespace taraf::store
