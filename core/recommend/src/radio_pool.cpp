#include "radio_pool.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace taraf::recommend {
namespace {

std::vector<const Song *> anchorsOf(const std::vector<Song> &seeds)
{
    std::vector<const Song *> heard;
    for (const Song &seed : seeds) {
        if (seed.vector.size() == kVectorSize) heard.push_back(&seed);
    }
    if (heard.size() <= kMostAnchors) return heard;
    std::vector<const Song *> spaced;
    for (std::size_t i = 0; i < kMostAnchors; ++i) spaced.push_back(heard[i * heard.size() / kMostAnchors]);
    return spaced;
}

bool mayPlay(const Song &song, const RadioRequest &request, const std::unordered_set<RecordingId> &seeds)
{
    if (!song.recording.isValid() || song.vector.size() != kVectorSize || seeds.contains(song.recording)) return false;
    if (song.duration.count() > 0 && song.duration < request.rules.minDuration) return false;
    return std::ranges::none_of(request.seeds,
                                [&](const Song &seed) { return sameSong(seed, song, request.rules.sameSongWithin); });
}

float deviationOf(const std::vector<Playable> &songs)
{
    if (songs.empty()) return 0;
    double sum = 0;
    double squares = 0;
    for (const Playable &song : songs) {
        sum += static_cast<double>(song.nearest);
        squares += static_cast<double>(song.nearest) * static_cast<double>(song.nearest);
    }
    const auto count = static_cast<double>(songs.size());
    return static_cast<float>(std::sqrt(std::max(0.0, squares / count - (sum / count) * (sum / count))));
}

/// Keeps the nearest file of each song.
void dropOtherFiles(std::vector<Playable> &songs, Milliseconds within)
{
    std::unordered_map<std::string, std::vector<const Song *>> kept;
    std::erase_if(songs, [&](const Playable &playable) {
        if (playable.song->titleKey.empty()) return false;
        std::vector<const Song *> &sameTitle = kept[playable.song->titleKey];
        if (std::ranges::any_of(sameTitle, [&](const Song *other) { return sameSong(*other, *playable.song, within); })) return true;
        sameTitle.push_back(playable.song);
        return false;
    });
}

} // namespace

std::vector<int> artistNumbers(const Song &song, Numbers &numbers)
{
    std::vector<int> out;
    for (const std::string &key : song.artistKeys) {
        if (isNobody(key)) continue;
        const int number = numbers.of(key);
        if (std::ranges::find(out, number) == out.end()) out.push_back(number);
    }
    return out;
}

RadioPool makeRadioPool(const RadioRequest &request, std::span<const Song> pool)
{
    RadioPool out;
    out.anchors = anchorsOf(request.seeds);
    if (out.anchors.empty()) return out;

    std::unordered_set<RecordingId> taken;
    for (const Song &seed : request.seeds) taken.insert(seed.recording);
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (!mayPlay(pool[i], request, taken)) continue;
        taken.insert(pool[i].recording);
        Playable playable;
        playable.index = i;
        playable.song = &pool[i];
        playable.nearest = -1.0F;
        for (const Song *anchor : out.anchors) {
            playable.toSeeds.push_back(cosine(anchor->vector, pool[i].vector, request.weights));
            playable.nearest = std::max(playable.nearest, playable.toSeeds.back());
        }
        if (std::isfinite(playable.nearest)) out.songs.push_back(std::move(playable));
    }
    std::ranges::sort(out.songs, [](const Playable &a, const Playable &b) {
        return a.nearest != b.nearest ? a.nearest > b.nearest : a.song->recording < b.song->recording;
    });
    dropOtherFiles(out.songs, request.rules.sameSongWithin);

    Numbers versions;
    for (Playable &playable : out.songs) {
        playable.artists = artistNumbers(*playable.song, out.artists);
        const std::string group = playable.artists.empty() || playable.song->titleKey.empty()
            ? "#" + std::to_string(playable.song->recording.value())
            : std::to_string(playable.mainArtist()) + " " + playable.song->titleKey;
        playable.versionGroup = versions.of(group);
    }
    out.versionGroups = static_cast<int>(versions.size());
    out.deviation = deviationOf(out.songs);
    return out;
}

} // namespace taraf::recommend
