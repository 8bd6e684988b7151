#include "taraf/recommend/albums.h"

#include "album_songs.h"
#include "caps.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace taraf::recommend {
namespace {

using Songs = std::span<const Song>;

/// Each row's and each column's best cosine, and with which.
struct BestMatches {
    struct Best {
        float cosine = -1.0F;
        std::size_t with = 0;
    };
    std::vector<Best> ofA, ofB;
};

BestMatches bestMatches(Songs a, Songs b, const PartWeights &weights)
{
    BestMatches out{std::vector<BestMatches::Best>(a.size()), std::vector<BestMatches::Best>(b.size())};
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            const float near = cosine(a[i].vector, b[j].vector, weights);
            if (near > out.ofA[i].cosine) out.ofA[i] = {near, j};
            if (near > out.ofB[j].cosine) out.ofB[j] = {near, i};
        }
    }
    return out;
}

struct TrimmedMean {
    double mean = -1;
    std::size_t dropped = 0;
};

TrimmedMean trimmedMean(const std::vector<BestMatches::Best> &matches, float trimmed)
{
    std::vector<float> values(matches.size());
    std::ranges::transform(matches, values.begin(), &BestMatches::Best::cosine);
    std::ranges::sort(values, std::greater{});
    const double part = std::isfinite(trimmed) ? std::clamp(static_cast<double>(trimmed), 0.0, 1.0) : 0.0;
    // The small amount keeps 0.2 of 5, which is a little below 1 in floating point, at 1.
    const auto dropped = std::min(static_cast<std::size_t>(part * static_cast<double>(values.size()) + 1e-6), values.size() - 1);
    const std::size_t kept = values.size() - dropped;
    return {std::accumulate(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept), 0.0) / static_cast<double>(kept), dropped};
}

std::vector<TrackMatch> carriers(Songs query, Songs album, const BestMatches &matches, std::size_t count)
{
    std::vector<std::size_t> order(album.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t j) { return matches.ofB[j].cosine; });
    std::vector<TrackMatch> out;
    for (const std::size_t j : order) {
        if (out.size() >= count) break;
        out.push_back({query[matches.ofB[j].with].recording, album[j].recording, matches.ofB[j].cosine});
    }
    return out;
}

/// An album that is compared track by track.
struct Compared {
    const AlbumTracks *album = nullptr;
    std::vector<Song> own; ///< without versions of the query's songs
    SimilarAlbum answer;
    BestMatches matches;
};

} // namespace

MetSongs metSongs(Songs songs, const Calibration &calibration)
{
    MetSongs met(calibration.parts[0]);
    for (const Song &song : songs) met.add(song, songTitle(song.titleKey));
    return met;
}

std::vector<Song> withoutVersions(Songs songs, const MetSongs &met, const Rules &rules)
{
    std::vector<Song> others;
    for (const Song &song : songs) {
        bool isThere = rules.versions == Versions::One && met.versionOf(song, songTitle(song.titleKey));
        for (std::size_t i = 0; i < met.size() && !isThere; ++i) isThere = song.recording.isValid() && met.song(i).recording == song.recording;
        if (!isThere) others.push_back(song);
    }
    return others;
}

std::vector<float> meanVector(Songs songs)
{
    std::vector<float> mean(kVectorSize, 0.0F);
    for (const Song &song : songs) {
        if (song.vector.size() != kVectorSize) continue;
        for (std::size_t i = 0; i < kVectorSize; ++i) mean[i] += song.vector[i];
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

float setSimilarity(Songs a, Songs b, const PartWeights &weights, float trimmed)
{
    if (a.empty() || b.empty()) return -1.0F;
    const BestMatches matches = bestMatches(a, b, weights);
    return static_cast<float>((trimmedMean(matches.ofA, trimmed).mean + trimmedMean(matches.ofB, trimmed).mean) / 2.0);
}

Spread spreadOfAlbums(std::span<const AlbumTracks> sample, const PartWeights &weights)
{
    double sum = 0;
    double squares = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        for (std::size_t j = i + 1; j < sample.size(); ++j) {
            if (sample[i].songs.empty() || sample[j].songs.empty()) continue;
            const auto alike = static_cast<double>(setSimilarity(sample[i].songs, sample[j].songs, weights));
            sum += alike;
            squares += alike * alike;
            ++pairs;
        }
    }
    if (pairs == 0) return {};
    const double mean = sum / pairs;
    return {static_cast<float>(mean), static_cast<float>(std::sqrt(std::max(0.0, squares / pairs - mean * mean)))};
}

SimilarAlbums similarAlbums(const AlbumTracks &query, std::span<const AlbumTracks> shelf, const PartWeights &weights, const Calibration &calibration,
                            std::size_t count, const Rules &rules, const AlbumSearch &search)
{
    SimilarAlbums out;
    if (query.songs.empty()) return out;
    const auto middle = meanVector(query.songs);
    std::vector<std::pair<float, const AlbumTracks *>> near;
    for (const AlbumTracks &album : shelf) {
        if (!album.album.isValid() || album.album == query.album || album.songs.empty()) continue;
        near.emplace_back(cosine(middle, meanVector(album.songs), weights), &album);
    }
    const std::size_t examined = std::min(near.size(), std::max({search.examined, count, std::size_t{1}}));
    std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(examined),
                              [](const auto &a, const auto &b) { return a.first != b.first ? a.first > b.first : a.second->album < b.second->album; });
    near.resize(examined);

    const Admission admission(rules, query.songs);
    const MetSongs asked = metSongs(query.songs, calibration);
    std::vector<Compared> compared;
    for (const auto &[unused, album] : near) {
        const auto excluded = static_cast<std::size_t>(std::ranges::count_if(album->songs, [&](const Song &song) { return !admission.hasGenre(song) || !admission.hasYear(song) || !admission.isWanted(song); }));
        if (areMost(excluded, album->songs.size())) continue;
        Compared each{album, withoutVersions(album->songs, asked, rules), {.album = album->album}, {}};
        each.answer.shared = album->songs.size() - each.own.size();
        if (areMost(each.answer.shared, album->songs.size())) {
            out.ofQuery.push_back({album->album, each.answer.shared, album->songs.size()});
            continue;
        }
        each.matches = bestMatches(query.songs, each.own, weights);
        const TrimmedMean fromQuery = trimmedMean(each.matches.ofA, search.trimmed);
        const TrimmedMean fromAlbum = trimmedMean(each.matches.ofB, search.trimmed);
        each.answer.fromQuery = static_cast<float>(fromQuery.mean);
        each.answer.fromAlbum = static_cast<float>(fromAlbum.mean);
        each.answer.score = static_cast<float>((fromQuery.mean + fromAlbum.mean) / 2.0);
        each.answer.asked = query.songs.size();
        each.answer.compared = each.own.size();
        each.answer.trimmedOfQuery = fromQuery.dropped;
        each.answer.trimmedOfAlbum = fromAlbum.dropped;
        compared.push_back(std::move(each));
    }
    std::ranges::sort(compared, [](const Compared &a, const Compared &b) {
        return a.answer.score != b.answer.score ? a.answer.score > b.answer.score : a.answer.album < b.answer.album;
    });

    Caps caps(rules);
    std::vector<MetSongs> listed;
    for (Compared &each : compared) {
        if (out.albums.size() >= count) break;
        Song artist;
        artist.artistKeys = each.album->artistKeys;
        if (!caps.allows(artist)) continue;
        bool isVersion = false;
        for (std::size_t i = 0; i < listed.size() && !isVersion; ++i) {
            const std::size_t shared = each.album->songs.size() - withoutVersions(each.album->songs, listed[i], rules).size();
            isVersion = areMost(shared, each.album->songs.size());
            if (isVersion) out.albums[i].versions.push_back({each.album->album, shared, each.album->songs.size()});
        }
        if (isVersion) continue;
        caps.count(artist);
        listed.push_back(metSongs(each.album->songs, calibration));
        each.answer.tracks = carriers(query.songs, each.own, each.matches, search.tracksShown);
        out.albums.push_back(std::move(each.answer));
    }
    return out;
}

} // namespace taraf::recommend
