#include "caps.h"
#include "heard_songs.h"

#include "taraf/recommend/mixes.h"
#include "taraf/recommend/versions.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace taraf::recommend {

std::string ofSomebody(const Song &song) { return song.artistKeys.empty() || isNobody(song.artistKeys.front()) ? std::string() : song.artistKeys.front(); }

std::vector<Cluster> smartClusters(std::span<const Song> songs, std::span<const std::uint64_t> plays, const PartWeights &weights, const SmartMixParameters &parameters)
{
    const std::size_t count = songs.size();
    if (plays.size() != count || static_cast<std::int64_t>(count) < parameters.tracks) return {};
    std::vector<float> distances(count * count, 0.0F);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < i; ++k) distances[i * count + k] = distances[k * count + i] = std::max(0.0F, 1.0F - cosine(songs[i].vector, songs[k].vector, weights));
    }
    const auto labels = densityClusters(distances, count, {.minSize = static_cast<std::size_t>(parameters.size), .minPoints = 0,
                                                           .selection = parameters.isLeaf ? ClusterSelection::Leaf : ClusterSelection::ExcessOfMass});
    std::map<int, Cluster> byLabel;
    for (std::size_t i = 0; i < count; ++i) {
        if (labels[i] != kNoCluster) byLabel[labels[i]].songs.push_back(i);
    }
    std::vector<Cluster> clusters;
    for (auto &[label, cluster] : byLabel) {
        std::map<std::string, std::uint64_t> playsOf;
        for (const std::size_t i : cluster.songs) {
            if (const std::string artist = ofSomebody(songs[i]); !artist.empty()) playsOf[artist] += plays[i];
        }
        if (static_cast<int>(playsOf.size()) < parameters.artistsLeast || static_cast<int>(playsOf.size()) > parameters.artistsMost) continue;
        double sum = 0;
        for (const std::size_t i : cluster.songs) {
            for (const std::size_t k : cluster.songs) sum += static_cast<double>(distances[i * count + k]);
        }
        const auto size = static_cast<double>(cluster.songs.size());
        cluster.spread = sum / (size * (size - 1));
        for (const auto &[artist, times] : playsOf) cluster.artists.push_back(artist);
        std::ranges::stable_sort(cluster.artists, std::ranges::greater{}, [&](const std::string &artist) { return playsOf[artist]; });
        std::ranges::stable_sort(cluster.songs, std::ranges::greater{}, [&](std::size_t i) { return plays[i]; });
        clusters.push_back(std::move(cluster));
    }
    std::ranges::stable_sort(clusters, {}, &Cluster::spread);
    if (static_cast<int>(clusters.size()) > parameters.count) clusters.resize(static_cast<std::size_t>(parameters.count));
    return clusters;
}

std::vector<std::size_t> admitted(std::span<const Song> ranked, std::size_t count, const Rules &rules, const Calibration &calibration)
{
    const Admission admission(rules, {});
    Caps caps(rules);
    MetSongs met(calibration.parts[static_cast<std::size_t>(Part::Overall)]);
    HeardSongs heard(rules);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < ranked.size() && (count == 0 || places.size() < count); ++i) {
        const Song &song = ranked[i];
        if (!admission.admits(song) || !caps.allows(song) || heard.soundingLike(song)) continue;
        SongTitle title = songTitle(song.titleKey);
        if (rules.versions == Versions::One && met.versionOf(song, title)) continue;
        caps.count(song);
        heard.add(song);
        met.add(song, std::move(title));
        places.push_back(i);
    }
    return places;
}

std::vector<std::size_t> inFlow(std::span<const Song> songs, std::vector<std::size_t> places, const PartWeights &weights)
{
    for (std::size_t done = 1; done < places.size(); ++done) {
        const Song &last = songs[places[done - 1]];
        const auto rank = [&](std::size_t place) {
            const Song &song = songs[place];
            return std::tuple(song.vector.empty(), shareArtist(last, song), -cosine(last.vector, song.vector, weights));
        };
        const auto next = std::ranges::min_element(places.begin() + static_cast<std::ptrdiff_t>(done), places.end(), {}, rank);
        std::rotate(places.begin() + static_cast<std::ptrdiff_t>(done), next, next + 1);
    }
    return places;
}

} // namespace taraf::recommend
