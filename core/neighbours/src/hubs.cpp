#include "hubs.h"

#include "kernels.h"
#include "quantise.h"
#include "vector_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace taraf::neighbours {
namespace {

/// From here on a cosine is of a track with itself: 8 bits are that exact in the smallest part.
constexpr float kItself = 0.99F;

/// How far each part is corrected. Half of it evens out who is reached; the rest makes lists more diverse, which costs precision, and which
/// mood alone is better for. Measured on real music: core/neighbours/README.md.
constexpr PartWeights kStrength{0.65F, 0.65F, 1.0F, 0.6F, 1.0F, 1.0F, 1.0F};

/// So far from 1 the correction begins to fade: which of two that are nearly the same is nearer, their cosines say.
constexpr float kAlike = 0.4F;

/// From here on a corrected cosine approaches 1 without getting there.
constexpr float kBends = 0.8F;

/// log of the normal distribution's cumulative function.
double logPhi(double z) noexcept
{
    if (z > 0.0) return std::log1p(-0.5 * std::erfc(z / std::numbers::sqrt2));
    if (z > -30.0) return std::log(0.5 * std::erfc(-z / std::numbers::sqrt2));
    // Where erfc goes under, its asymptotic series. Source: Abramowitz, Stegun, "Handbook of mathematical functions", 1964, 26.2.12.
    return -0.5 * z * z - std::log(-z * std::sqrt(2.0 * std::numbers::pi)) + std::log1p(-1.0 / (z * z));
}

double standardised(float cosine, const Calibration &spread) noexcept
{
    const double z = (static_cast<double>(cosine) - static_cast<double>(spread.mean)) / static_cast<double>(spread.deviation);
    return std::isnan(z) ? 0.0 : std::clamp(z, -1e6, 1e6);
}

bool isKnown(const Calibration &spread) noexcept
{
    return spread.deviation > 0.0F && std::isfinite(spread.deviation) && std::isfinite(spread.mean);
}

/// SplitMix64's finisher.
std::uint64_t hashOf(std::int64_t id) noexcept
{
    std::uint64_t z = static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

using Cosines = std::array<float, kMostAnchors>;

void cosinesTo(const Anchors &anchors, const PartRange &part, const std::int16_t *codes, float scale, Cosines &cosines) noexcept
{
    const auto which = static_cast<std::size_t>(part.part);
    cosines.fill(0.0F);
    kernels().addScores[Kernels::form(part.size)](anchors.codes[which].data(), anchors.scales[which].data(), anchors.count, codes, scale, cosines.data());
}

} // namespace

double logProximity(float cosine, const Calibration &one, const Calibration &other) noexcept
{
    return logPhi(standardised(cosine, one)) + logPhi(standardised(cosine, other));
}

float corrected(float cosine, const Calibration &one, const Calibration &other, const Calibration &ordinary) noexcept
{
    // Phi(z)^2 of the z that is sought is the product of two, so it lies between theirs.
    const double wanted = 0.5 * logProximity(cosine, one, other);
    auto [low, high] = std::minmax({standardised(cosine, one), standardised(cosine, other)});
    while (high - low > 1e-6 * std::max(1.0, std::abs(low))) {
        const double middle = 0.5 * (low + high);
        (logPhi(middle) < wanted ? low : high) = middle;
    }
    return static_cast<float>(static_cast<double>(ordinary.mean) + static_cast<double>(ordinary.deviation) * high);
}

Calibration spreadOf(std::span<const float> cosines, std::span<const float> known, float most) noexcept
{
    // Lanes of their own, since the order of a float sum is not the compiler's to change.
    constexpr std::size_t lanes = 16;
    std::array<float, lanes> counts{};
    std::array<float, lanes> sums{};
    std::array<float, lanes> squares{};
    const auto add = [&](std::size_t i, std::size_t lane) {
        const float taken = known[i] != 0.0F && cosines[i] < kItself * most ? 1.0F : 0.0F;
        counts[lane] += taken;
        sums[lane] += taken * cosines[i];
        squares[lane] += taken * cosines[i] * cosines[i];
    };
    std::size_t i = 0;
    for (; i + lanes <= cosines.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) add(i + lane, lane);
    }
    for (; i < cosines.size(); ++i) add(i, 0);
    const double count = std::accumulate(counts.begin(), counts.end(), 0.0);
    if (count < 2.0) return {};
    const double mean = std::accumulate(sums.begin(), sums.end(), 0.0) / count;
    const double variance = std::accumulate(squares.begin(), squares.end(), 0.0) / count - mean * mean;
    return {static_cast<float>(std::clamp(mean, -1.0, 1.0)), static_cast<float>(std::sqrt(std::clamp(variance, 0.0, 1.0)))};
}

ChosenAnchors::ChosenAnchors(const VectorRows &rows)
{
    std::vector<std::pair<std::uint64_t, std::size_t>> order;
    order.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) order.emplace_back(hashOf(rows.ids()[row]), row);
    const std::size_t count = std::min<std::size_t>(order.size(), kMostAnchors);
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count));
    order.resize(count);
    for (const auto &[hash, row] : order) {
        for (const PartRange &part : kParts) {
            const auto which = static_cast<std::size_t>(part.part);
            const auto own = rows.codes(row).subspan(part.offset, part.size);
            scales[which].push_back(256.0F * scaleOf(own));
            std::ranges::transform(own, std::back_inserter(codes[which]), highOf);
        }
    }
}

ChosenAnchors::ChosenAnchors(const Anchors &anchors)
{
    for (std::size_t i = 0; i < kPartCount; ++i) {
        scales[i].assign(anchors.scales[i].begin(), anchors.scales[i].end());
        codes[i].assign(anchors.codes[i].begin(), anchors.codes[i].end());
    }
}

Anchors ChosenAnchors::view() const noexcept
{
    Anchors anchors;
    anchors.count = scales[0].size();
    std::ranges::copy(scales, anchors.scales.begin());
    std::ranges::copy(codes, anchors.codes.begin());
    return anchors;
}

Calibration spreadTo(const Anchors &anchors, const PartRange &part, std::span<const std::int16_t> codes) noexcept
{
    const float scale = scaleOf(codes);
    if (scale == 0.0F) return {};
    Cosines cosines;
    cosinesTo(anchors, part, codes.data(), scale, cosines);
    return spreadOf(std::span(cosines).first(anchors.count), anchors.scales[static_cast<std::size_t>(part.part)]);
}

Hubs::Hubs(const VectorFile &file, const Query &query) noexcept : m_file(file), m_query(query)
{
    const Anchors &anchors = file.anchors();
    Cosines all{};
    Cosines known{};
    float most = 0.0F;
    float apart = 0.0F;
    for (const PartRange &part : kParts) {
        const auto which = static_cast<std::size_t>(part.part);
        const float weight = query.weights[which];
        if (weight == 0.0F) continue;
        Cosines cosines;
        cosinesTo(anchors, part, query.codes.data() + part.offset, query.scales[which], cosines);
        for (std::size_t i = 0; i < anchors.count; ++i) {
            all[i] += weight * cosines[i];
            known[i] += anchors.scales[which][i];
        }
        most += weight;
        apart += weight * neighbours::spreadOf(std::span(cosines).first(anchors.count), anchors.scales[which]).deviation;
        m_ordinary.mean += weight * file.calibrations()[which].mean;
        m_ordinary.deviation += weight * file.calibrations()[which].deviation;
    }
    m_own = neighbours::spreadOf(std::span(all).first(anchors.count), std::span(known).first(anchors.count), most);
    if (apart > 0.0F) m_together = m_own.deviation / apart;
    m_ordinary.deviation *= m_together;
    if (!isKnown(m_ordinary)) m_ordinary = {0.0F, 1.0F};
    m_strength = std::inner_product(kStrength.begin(), kStrength.end(), query.weights.begin(), 0.0F) / std::max(most, 1e-6F);
    if (!isKnown(m_own)) m_own = m_ordinary;
}

Hubs::Pair Hubs::pairOf(std::size_t row, float cosine) const noexcept
{
    const float strength = m_strength * std::clamp((1.0F - cosine) / kAlike, 0.0F, 1.0F);
    const auto drawn = [&](const Calibration &spread) {
        return Calibration{std::lerp(m_ordinary.mean, spread.mean, strength), std::lerp(m_ordinary.deviation, spread.deviation, strength)};
    };
    return {drawn(m_own), drawn(spreadOf(row))};
}

Calibration Hubs::spreadOf(std::size_t row) const noexcept
{
    Calibration spread;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        if (m_query.weights[i] == 0.0F) continue;
        const Calibration &part = m_file.spreads(kParts[i].part)[row];
        spread.mean += m_query.weights[i] * part.mean;
        spread.deviation += m_query.weights[i] * part.deviation * m_together;
    }
    return isKnown(spread) ? spread : m_ordinary;
}

double Hubs::logProximity(std::size_t row, float cosine) const noexcept 
{
    const Pair pair = pairOf(row, cosine);
    return neighbours::logProximity(cosine, pair.one, pair.other);
}

float Hubs::corrected(std::size_t row, float cosine) const noexcept
{
    const Pair pair = pairOf(row, cosine);
    const float sought = neighbours::corrected(cosine, pair.one, pair.other, m_ordinary);
    // It may lie above 1. It is bent, not cut: those above keep their order.
    const float bent = sought <= kBends ? sought : 1.0F - (1.0F - kBends) * std::exp(-(sought - kBends) / (1.0F - kBends));
    return bounded(bent, m_query.weights);
}

} // namespace taraf::neighbours
