#include "taraf/base/taste.h"

#include "taraf/base/fingerprint.h"
#include "taraf/base/track.h"

#include <algorithm>
#include <cmath>

namespace taraf {
namespace {

constexpr double kBm25Length = 100; // K1, as the library implicit has it for plays of artists
constexpr float kLeastIdf = 0.05F;  // who heard every artist has heard them
constexpr double kLoved = 20;       // plays that a love stands for at least
constexpr int kDisliked = 3;

bool isDisliked(const Opinion &opinion)
{
    return opinion.feeling == Feeling::Hate || opinion.feeling == Feeling::Reject || (opinion.rating > 0 && opinion.rating <= kDisliked && opinion.feeling != Feeling::Love);
}

/// a x = b by Cholesky, of a symmetric positive matrix; in their places.
std::vector<double> solved(std::vector<double> a, std::vector<double> b)
{
    const std::size_t size = b.size();
    for (std::size_t j = 0; j < size; ++j) {
        const double own = a[j * size + j];
        for (std::size_t k = 0; k < j; ++k) a[j * size + j] -= a[j * size + k] * a[j * size + k];
        const double root = a[j * size + j] > 1e-9 * own ? std::sqrt(a[j * size + j]) : 0;
        a[j * size + j] = root;
        for (std::size_t i = j + 1; i < size; ++i) {
            double sum = a[i * size + j];
            for (std::size_t k = 0; k < j; ++k) sum -= a[i * size + k] * a[j * size + k];
            a[i * size + j] = root > 0 ? sum / root : 0;
        }
    }
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * size + k] * b[k];
        b[i] = a[i * size + i] > 0 ? b[i] / a[i * size + i] : 0;
    }
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t k = i + 1; k < size; ++k) b[i] -= a[k * size + i] * b[k];
        b[i] = a[i * size + i] > 0 ? b[i] / a[i * size + i] : 0;
    }
    return b;
}

} // namespace

std::int64_t TasteModel::keyOf(std::string_view name) { return fingerprint({comparable(name)}); }

std::optional<std::uint32_t> TasteModel::find(std::string_view name) const
{
    const std::int64_t key = keyOf(name);
    const auto found = std::ranges::lower_bound(spellings, key, {}, &std::pair<std::int64_t, std::uint32_t>::first);
    return found != spellings.end() && found->first == key ? std::optional(found->second) : std::nullopt;
}

float TasteModel::likeness(std::uint32_t a, std::uint32_t b) const noexcept
{
    float product = 0, left = 0, right = 0;
    const auto x = row(a), y = row(b);
    for (std::size_t i = 0; i < rank; ++i) {
        product += x[i] * y[i];
        left += x[i] * x[i];
        right += y[i] * y[i];
    }
    const float length = std::sqrt(left) * std::sqrt(right);
    return length > 0 ? std::clamp(product / length, -1.0F, 1.0F) : 0.0F;
}

std::vector<WeightedArtist> TasteModel::weigh(std::span<const HeardArtist> heard) const
{
    double least = INFINITY, most = 0;
    for (const HeardArtist &each : heard) {
        if (each.plays <= 0) continue;
        least = std::min(least, each.plays);
        most = std::max(most, each.plays);
    }
    const float idf = std::max(kLeastIdf, std::log(static_cast<float>(std::max<std::size_t>(size(), 1))) - std::log1p(static_cast<float>(heard.size())));
    const auto weightOf = [&](const HeardArtist &each, double plays) {
        switch (weights) {
        case TasteWeights::Bm25: return static_cast<float>(plays * (kBm25Length + 1) / (kBm25Length * static_cast<double>(lengths[each.artist]) + plays)) * idf;
        case TasteWeights::Log: return static_cast<float>(std::log1p(plays));
        case TasteWeights::Plays: return static_cast<float>(plays);
        case TasteWeights::Ratings: break;
        }
        return most > least ? static_cast<float>(std::ceil(5 * (plays - least) / (most - least)) + 5) : 5.0F;
    };
    std::vector<WeightedArtist> weighted;
    for (const HeardArtist &each : heard) {
        const bool isLoved = each.opinion.feeling == Feeling::Love || each.opinion.rating > kDisliked, isBad = isDisliked(each.opinion);
        if (each.artist >= size() || !(each.plays > 0 || isLoved || isBad)) continue;
        float weight = 0;
        if (weights == TasteWeights::Ratings) {
            weight = each.opinion.rating > 0 ? static_cast<float>(each.opinion.rating) : each.opinion.feeling == Feeling::Love ? 10.0F : isBad ? 1.0F : weightOf(each, each.plays);
        } else if (isBad) {
            weight = -weightOf(each, std::max(each.plays, kLoved));
        } else {
            const double share = each.opinion.feeling == Feeling::Love ? 1 : static_cast<double>(each.opinion.rating) / kHighestRating;
            weight = weightOf(each, isLoved ? std::max(each.plays, kLoved * share) : each.plays);
        }
        weighted.push_back({.artist = each.artist, .weight = weight});
    }
    return weighted;
}

std::vector<float> TasteModel::foldIn(std::span<const WeightedArtist> weighted) const
{
    if (weighted.empty()) return std::vector<float>(rank);
    const bool isExplicit = weights == TasteWeights::Ratings;
    const double ridge = static_cast<double>(regularisation) * (scales ? static_cast<double>(weighted.size()) : 1.0);
    std::vector<double> a(std::size_t{rank} * rank), b(rank);
    if (!isExplicit) std::ranges::copy(gram, a.begin());
    for (std::size_t i = 0; i < rank; ++i) a[i * rank + i] += ridge;
    for (const WeightedArtist &each : weighted) {
        const auto y = row(each.artist);
        const double weight = isExplicit ? 1.0 : static_cast<double>(alpha) * std::abs(static_cast<double>(each.weight));
        const double pull = isExplicit ? static_cast<double>(each.weight) : each.weight > 0 ? 1 + weight : 0;
        for (std::size_t i = 0; i < rank; ++i) {
            const double own = static_cast<double>(y[i]);
            b[i] += pull * own;
            for (std::size_t j = 0; j < rank; ++j) a[i * rank + j] += weight * own * static_cast<double>(y[j]);
        }
    }
    const std::vector<double> x = solved(std::move(a), std::move(b));
    return {x.begin(), x.end()};
}

std::vector<float> TasteModel::scores(std::span<const float> listener) const
{
    std::vector<float> all(size());
    for (std::uint32_t artist = 0; artist < all.size(); ++artist) {
        float sum = 0;
        const auto y = row(artist);
        for (std::size_t i = 0; i < rank; ++i) sum += y[i] * listener[i];
        all[artist] = sum;
    }
    return all;
}

} // namespace taraf
