#include "taraf/recommend/song.h"

#include <algorithm>
#include <cmath>

namespace taraf::recommend {
namespace {

/// Sixteen running sums, so that the compiler can keep them in vector registers, none waits for another, and every machine adds in the same order.
float dot(const float *a, const float *b, std::size_t size) noexcept
{
    constexpr std::size_t lanes = 16;
    std::array<float, lanes> sums{};
    for (std::size_t i = 0; i < size; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
    }
    for (std::size_t half = lanes / 2; half > 0; half /= 2) {
        for (std::size_t lane = 0; lane < half; ++lane) sums[lane] += sums[lane + half];
    }
    return sums[0];
}

static_assert(std::ranges::all_of(kParts, [](const PartRange &part) { return part.size % 16 == 0; }));

float partCosine(std::span<const float> a, std::span<const float> b, const PartRange &part) noexcept
{
    return std::clamp(dot(a.data() + part.offset, b.data() + part.offset, part.size), -1.0F, 1.0F);
}

bool comparableVectors(std::span<const float> a, std::span<const float> b) noexcept
{
    return a.size() == kVectorSize && b.size() == kVectorSize;
}

} // namespace

std::array<float, kPartCount> partCosines(std::span<const float> a, std::span<const float> b) noexcept
{
    std::array<float, kPartCount> out{};
    if (!comparableVectors(a, b)) return out;
    for (std::size_t part = 0; part < kPartCount; ++part) out[part] = partCosine(a, b, kParts[part]);
    return out;
}

float weighted(const std::array<float, kPartCount> &cosines, const PartWeights &weights) noexcept
{
    float sum = 0;
    for (std::size_t part = 0; part < kPartCount; ++part) {
        if (weights[part] > 0) sum += weights[part] * cosines[part];
    }
    return sum;
}

float cosine(std::span<const float> a, std::span<const float> b, const PartWeights &weights) noexcept
{
    if (!comparableVectors(a, b)) return 0;
    float sum = 0;
    for (std::size_t part = 0; part < kPartCount; ++part) {
        if (weights[part] > 0) sum += weights[part] * partCosine(a, b, kParts[part]);
    }
    return sum;
}

float standardScore(float cosine, const Spread &spread) noexcept
{
    if (!(spread.deviation > 0)) return 0;
    const float score = (cosine - spread.mean) / spread.deviation;
    return std::isfinite(score) ? score : 0;
}

bool shareArtist(const Song &a, const Song &b) noexcept
{
    return std::ranges::any_of(a.artistKeys, [&](const std::string &key) {
        return !isNobody(key) && std::ranges::find(b.artistKeys, key) != b.artistKeys.end();
    });
}

} // namespace taraf::recommend
