#include "taraf/recommend/albums.h"

#include "taraf/recommend/song.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace taraf::recommend {
namespace {

using Vectors = std::span<const std::span<const float>>;

/// Each row's and each column's best cosine, and with which.
struct BestMatches {
    struct Best {
        float cosine = -1.0F;
        std::size_t with = 0;
    };
    std::vector<Best> ofA, ofB;
};

BestMatches bestMatches(Vectors a, Vectors b, const PartWeights &weights)
{
    BestMatches out{std::vector<BestMatches::Best>(a.size()), std::vector<BestMatches::Best>(b.size())};
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            const float near = cosine(a[i], b[j], weights);
            if (near > out.ofA[i].cosine) out.ofA[i] = {near, j};
            if (near > out.ofB[j].cosine) out.ofB[j] = {near, i};
        }
    }
    return out;
}

double trimmedMean(const std::vector<BestMatches::Best> &matches, float trimmed)
{
    std::vector<float> values(matches.size());
    std::ranges::transform(matches, values.begin(), &BestMatches::Best::cosine);
    std::ranges::sort(values, std::greater{});
    const double part = std::isfinite(trimmed) ? std::clamp(static_cast<double>(trimmed), 0.0, 1.0) : 0.0;
    // The small amount keeps 0.2 of 5, which is a little below 1 in floating point, at 1.
    const auto dropped = std::min(static_cast<std::size_t>(part * static_cast<double>(values.size()) + 1e-6), values.size() - 1);
    const std::size_t kept = values.size() - dropped;
    return std::accumulate(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept), 0.0) / static_cast<double>(kept);
}

float similarityOf(const BestMatches &matches, float trimmed)
{
    return static_cast<float>((trimmedMean(matches.ofA, trimmed) + trimmedMean(matches.ofB, trimmed)) / 2.0);
}

/// The tracks' mean, its parts unit length again.
std::array<float, kVectorSize> meanVector(Vectors vectors)
{
    std::array<float, kVectorSize> mean{};
    for (const std::span<const float> vector : vectors) {
        if (vector.size() != kVectorSize) continue;
        for (std::size_t i = 0; i < kVectorSize; ++i) mean[i] += vector[i];
    }
    for (const PartRange &part : kParts) {
        const auto values = std::span(mean).subspan(part.offset, part.size);
        float squares = 0;
        for (const float value : values) squares += value * value;
        if (!(squares > 0)) continue;
        const float scale = 1.0F / std::sqrt(squares);
        for (float &value : values) value *= scale;
    }
    return mean;
}

std::vector<TrackMatch> carriers(const AlbumTracks &query, const AlbumTracks &album, const BestMatches &matches, std::size_t count)
{
    std::vector<std::size_t> order(album.vectors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t j) { return matches.ofB[j].cosine; });
    std::vector<TrackMatch> out;
    for (const std::size_t j : order) {
        if (out.size() >= count) break;
        const std::size_t i = matches.ofB[j].with;
        out.push_back({i < query.recordings.size() ? query.recordings[i] : RecordingId{},
                       j < album.recordings.size() ? album.recordings[j] : RecordingId{}, matches.ofB[j].cosine});
    }
    return out;
}

struct Ranked {
    std::size_t index;
    float score;
};

} // namespace

float setSimilarity(Vectors a, Vectors b, const PartWeights &weights, float trimmed)
{
    if (a.empty() || b.empty()) return -1.0F;
    return similarityOf(bestMatches(a, b, weights), trimmed);
}

std::vector<SimilarAlbum> similarAlbums(const AlbumTracks &query, std::span<const AlbumTracks> shelf, const PartWeights &weights,
                                        std::size_t count, const AlbumRules &rules)
{
    if (query.vectors.empty()) return {};
    const auto nearestFirst = [&](const Ranked &a, const Ranked &b) {
        return a.score != b.score ? a.score > b.score : shelf[a.index].album < shelf[b.index].album;
    };

    const auto middle = meanVector(query.vectors);
    std::vector<Ranked> near;
    for (std::size_t i = 0; i < shelf.size(); ++i) {
        const AlbumTracks &album = shelf[i];
        if (!album.album.isValid() || album.album == query.album || album.vectors.empty()) continue;
        near.push_back({i, cosine(middle, meanVector(album.vectors), weights)});
    }
    const std::size_t examined = std::min(near.size(), std::max({rules.examined, count, std::size_t{1}}));
    std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(examined), nearestFirst);
    near.resize(examined);

    for (Ranked &album : near) album.score = setSimilarity(query.vectors, shelf[album.index].vectors, weights, rules.trimmed);
    std::ranges::sort(near, nearestFirst);

    std::vector<SimilarAlbum> out;
    for (const Ranked &album : near) {
        if (out.size() >= count) break;
        const AlbumTracks &found = shelf[album.index];
        out.push_back({found.album, album.score,
                       carriers(query, found, bestMatches(query.vectors, found.vectors, weights), rules.tracksShown)});
    }
    return out;
}

} // namespace taraf::recommend
