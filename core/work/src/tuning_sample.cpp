#include "tuning_sample.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace taraf::work {
namespace {

constexpr std::size_t kFewestHeldOut = 12; ///< of a small collection, up to a third: fewer tell nothing

/// Never 0. Source: FNV-1a, and the finaliser of S. Vigna's splitmix64, 2015, so that near names are far apart.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9U;
    hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebU;
    return (hash ^ (hash >> 31U)) | 1U;
}

/// Tracks that may sound alike because they are of one making stay together.
std::uint64_t makingOf(const store::HeardTrack &track)
{
    if (!track.artists.empty() && !track.artists.front().empty()) return hashOf("artist " + track.artists.front());
    if (track.album.isValid()) return hashOf("album " + std::to_string(track.album.value()));
    return hashOf("folder " + std::string(parentPath(track.path)));
}

} // namespace

std::vector<TuningTrack> tuningSample(const std::vector<store::HeardTrack> &tracks)
{
    // In the order of their hashes, until a share of the tracks is reached; one that is too large is left to the training.
    std::map<std::uint64_t, std::size_t> makings;
    for (const store::HeardTrack &track : tracks) ++makings[makingOf(track)];
    std::set<std::uint64_t> heldOutMakings;
    std::size_t wanted = std::max((tracks.size() * 15 + 99) / 100, std::min(kFewestHeldOut, tracks.size() / 3));
    for (const auto &[making, count] : makings) {
        if (wanted == 0 || makings.size() < 2) break;
        if (count > 2 * wanted) continue;
        heldOutMakings.insert(making);
        wanted -= std::min(wanted, count);
    }
    std::vector<TuningTrack> sample;
    std::size_t trained = 0, heldOut = 0;
    for (const store::HeardTrack &track : tracks) {
        const bool isHeldOut = heldOutMakings.contains(makingOf(track));
        if (isHeldOut ? heldOut >= kMostHeldOut : trained >= kMostTrained) continue;
        ++(isHeldOut ? heldOut : trained);
        TuningTrack each{.track = {.recording = track.recording, .path = track.path, .duration = track.duration}, .audioHash = track.audioHash,
                         .facts = {.isQuery = isHeldOut, .artist = 0, .making = makingOf(track), .genres = {}}};
        if (!track.artists.empty() && !track.artists.front().empty()) each.facts.artist = hashOf(track.artists.front());
        for (const std::string &genre : track.genres) each.facts.genres.push_back(hashOf(genre));
        sample.push_back(std::move(each));
    }
    return sample;
}

unsigned stepsFor(std::size_t trained)
{
    return static_cast<unsigned>(std::clamp(180.0 * std::sqrt(static_cast<double>(trained) / 200.0), 120.0, 600.0));
}

} // namespace taraf::work
