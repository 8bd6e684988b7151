#include "discriminants.h"

#include <algorithm>
#include <array>
#include <map>

namespace taraf::analysis {
namespace {

constexpr std::int64_t kKept = 100;           ///< principal directions that are looked among
constexpr double kTowardsRound = 0.2;         ///< of the scatter within artists, shrunk towards the sphere
constexpr std::size_t kFolds = 4;
constexpr std::array kWeights{0.5, 0.375, 0.25, 0.125};
constexpr double kLoss = 0.01;                ///< of average precision that is within the noise
constexpr double kTrusted = 0.15;             ///< intraclass correlation from which tags are taken at their word
constexpr std::size_t kRowsAtOnce = 4096;

/// Sums over artists, from which their scatter within and between follows; those of folds add up.
struct Sums {
    Tensor within = at::zeros({kKept, kKept}, at::kDouble);  ///< around the artists' means
    Tensor between = at::zeros({kKept, kKept}, at::kDouble); ///< of the means, each by its rows
    Tensor total = at::zeros({kKept}, at::kDouble);
    double rows = 0, artists = 0;

    void add(const Tensor &ofOneArtist)
    {
        const auto count = static_cast<double>(ofOneArtist.size(0));
        const Tensor mean = ofOneArtist.mean(0), deviation = ofOneArtist - mean;
        within.addmm_(deviation.t(), deviation);
        between += at::outer(mean, mean) * count;
        total += mean * count;
        rows += count;
        artists += 1;
    }
    void add(const Sums &other)
    {
        within += other.within;
        between += other.between;
        total += other.total;
        rows += other.rows;
        artists += other.artists;
    }
};

/// [kKept, kDirections]
Tensor directionsOf(const Sums &sums)
{
    const Tensor mean = sums.total / sums.rows;
    const Tensor between = sums.between / sums.rows - at::outer(mean, mean);
    const Tensor within = sums.within / std::max(1.0, sums.rows - sums.artists);
    const double round = within.trace().item<double>() / static_cast<double>(kKept);
    const Tensor mixed = within * (1.0 - kTowardsRound) + at::eye(kKept, at::kDouble) * (kTowardsRound * round);
    const auto [values, vectors] = at::linalg_eigh((mixed + mixed.t()) * 0.5);
    const Tensor whitening = at::matmul(vectors * values.clamp_min(1e-9).rsqrt(), vectors.t());
    const auto [separated, axes] = principal(at::matmul(at::matmul(whitening, between), whitening), static_cast<std::int64_t>(kDirections));
    return at::matmul(whitening, axes) * separated.clamp_min(0.0).sqrt();
}

/// The standardised, weighted parts of each artist's tracks, along the principal directions; artists in ascending order.
std::map<std::uint64_t, std::vector<std::span<const float>>> partsByArtist(std::span<const Sample *const> samples)
{
    std::map<std::uint64_t, std::vector<std::span<const float>>> parts;
    for (const Sample *sample : samples) {
        if (sample->artist == 0) continue;
        auto &own = parts[sample->artist];
        if (sample->segments.size() < 2) own.push_back(sample->descriptor);
        else own.insert(own.end(), sample->segments.begin(), sample->segments.end());
    }
    return parts;
}

/// The mean over `asked` of the average precision with which tracks of the same artist come first.
double meanAveragePrecision(const Tensor &vectors, std::span<const Sample *const> tracks, const std::vector<std::int64_t> &asked)
{
    const Tensor rows = at::tensor(asked, at::kLong);
    Tensor likeness = at::matmul(vectors.index_select(0, rows), vectors.t());
    likeness.scatter_(1, rows.unsqueeze(1), -10.0);
    const Tensor order = likeness.argsort(1, true).contiguous();
    const auto *neighbour = order.const_data_ptr<std::int64_t>();
    const auto count = static_cast<std::size_t>(order.size(1)) - 1; // the last is the track itself
    double sum = 0;
    for (std::size_t query = 0; query < asked.size(); ++query, neighbour += count + 1) {
        const std::uint64_t artist = tracks[static_cast<std::size_t>(asked[query])]->artist;
        double found = 0, precision = 0;
        for (std::size_t rank = 0; rank < count; ++rank) {
            if (tracks[static_cast<std::size_t>(neighbour[rank])]->artist != artist) continue;
            found += 1;
            precision += found / static_cast<double>(rank + 1);
        }
        sum += precision / found;
    }
    return sum / static_cast<double>(asked.size());
}

/// How much more alike two tracks of one artist are than any two, 0 to 1.
/// Source: the intraclass correlation, R. Fisher, "Statistical methods for research workers", 1925, section 38.
double inCommon(const Tensor &base, std::span<const Sample *const> tracks)
{
    std::map<std::uint64_t, std::vector<std::int64_t>> byArtist;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (tracks[i]->artist != 0) byArtist[tracks[i]->artist].push_back(static_cast<std::int64_t>(i));
    }
    const auto cosine = [](const Tensor &rows) {
        const auto count = static_cast<double>(rows.size(0));
        return (rows.sum(0).square().sum().item<double>() - count) / (count * (count - 1.0));
    };
    const double chance = cosine(base);
    double sum = 0, weight = 0;
    for (const auto &[artist, rows] : byArtist) {
        if (rows.size() < 2) continue;
        const auto pairs = static_cast<double>(rows.size() - 1);
        sum += cosine(base.index_select(0, at::tensor(rows, at::kLong))) * pairs;
        weight += pairs;
    }
    return weight == 0 ? 0.0 : (sum / weight - chance) / std::max(1.0 - chance, 1e-6);
}

} // namespace

Discriminants discriminants(const Learned &learned, std::span<const Sample *const> samples, const Tensor &base, const std::stop_token &stop)
{
    const auto parts = partsByArtist(samples);
    std::map<std::uint64_t, std::size_t> tracksOf;
    for (const Sample *sample : samples) {
        if (sample->artist != 0) ++tracksOf[sample->artist];
    }
    if (static_cast<std::size_t>(std::ranges::count_if(tracksOf, [](const auto &each) { return each.second > 1; })) < kFewestArtists) return {};

    const Tensor weights = doubles(weightsOf(Part::Overall));
    const Tensor basis = std::get<1>(principal(learned.covariance * at::outer(weights, weights), kKept)) * weights.unsqueeze(1);
    std::array<Sums, kFolds> folds;
    std::map<std::uint64_t, std::size_t> foldOf;
    std::size_t next = 0;
    for (const auto &[artist, own] : parts) {
        checkpoint(stop);
        Tensor projected;
        for (std::size_t from = 0; from < own.size(); from += kRowsAtOnce) {
            const Tensor z = learned.standardised(table(std::span(own).subspan(from, std::min(kRowsAtOnce, own.size() - from))));
            const Tensor piece = at::matmul(z, basis);
            projected = projected.defined() ? at::cat({projected, piece}) : piece;
        }
        foldOf[artist] = next;
        folds[next].add(projected);
        next = (next + 1) % kFolds;
    }

    const auto tried = samples.first(static_cast<std::size_t>(base.size(0)));
    std::vector<std::span<const float>> whole;
    for (const Sample *sample : tried) whole.push_back(sample->descriptor);
    const Tensor along = at::matmul(learned.standardised(table(whole)), basis);
    std::map<std::uint64_t, std::size_t> triedOf;
    for (const Sample *sample : tried) ++triedOf[sample->artist];
    double without = 0;
    std::array<double, kWeights.size()> with{};
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
        checkpoint(stop);
        std::vector<std::int64_t> asked;
        for (std::size_t i = 0; i < tried.size(); ++i) {
            const std::uint64_t artist = tried[i]->artist;
            if (artist != 0 && foldOf.at(artist) == fold && triedOf.at(artist) > 1) asked.push_back(static_cast<std::int64_t>(i));
        }
        if (asked.empty()) continue;
        Sums others;
        for (std::size_t other = 0; other < kFolds; ++other) {
            if (other != fold) others.add(folds[other]);
        }
        const Tensor apart = unitRows(at::matmul(along, directionsOf(others)));
        const auto queries = static_cast<double>(asked.size());
        without += meanAveragePrecision(base, tried, asked) * queries;
        for (std::size_t i = 0; i < kWeights.size(); ++i) with[i] += meanAveragePrecision(at::cat({base, apart * kWeights[i]}, 1), tried, asked) * queries;
    }
    const auto harmless = std::ranges::find_if(with, [&](double each) { return each > 0 && each >= without * (1.0 - kLoss); });
    if (harmless == with.end()) return {};
    Sums all;
    for (const Sums &fold : folds) all.add(fold);
    const double trust = std::clamp(inCommon(base, tried) / kTrusted, 0.0, 1.0);
    return {.directions = at::matmul(basis, directionsOf(all)), .weight = kWeights[static_cast<std::size_t>(harmless - with.begin())] * trust};
}

} // namespace taraf::analysis
