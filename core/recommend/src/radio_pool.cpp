#include "radio_pool.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace taraf::recommend {
namespace {

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

void measure(RadioPool &pool)
{
    std::uint64_t most = 0;
    for (const Playable &each : pool.songs) {
        most = std::max(most, each.song->plays);
        if (each.song->traits) pool.scale.add(*each.song->traits);
    }
    for (const Playable &each : pool.songs) {
        if (each.song->traits) pool.energies.push_back(pool.scale.energy(*each.song->traits));
    }
    std::ranges::sort(pool.energies);
    for (Playable &each : pool.songs) {
        if (most > 0) each.known = std::log1p(static_cast<float>(each.song->plays)) / std::log1p(static_cast<float>(most));
        if (each.song->traits) each.energyRank = pool.rankOf(*each.song->traits);
    }
}

} // namespace

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

float RadioPool::rankOf(const Traits &traits) const
{
    if (energies.size() < 2) return 0.5F;
    const auto below = std::ranges::lower_bound(energies, scale.energy(traits)) - energies.begin();
    return std::min(1.0F, static_cast<float>(below) / static_cast<float>(energies.size() - 1));
}

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

RadioPool makeRadioPool(const RadioRequest &request, std::span<const Song> pool, const Calibration &calibration)
{
    RadioPool out;
    out.anchors = anchorsOf(request.seeds);
    if (out.anchors.empty()) return out;

    const Admission admission(request.rules, request.seeds);
    const bool isOneVersion = request.rules.versions == Versions::One;
    MetSongs seeds(calibration.parts[0]), files(calibration.parts[0]);
    std::unordered_set<RecordingId> taken;
    for (const Song &seed : request.seeds) {
        if (request.mayCome.contains(seed.recording)) continue;
        taken.insert(seed.recording);
        seeds.add(seed, songTitle(seed.titleKey));
    }
    const auto mayPlay = [&](const Song &song) {
        return song.recording.isValid() && song.vector.size() == kVectorSize && admission.admits(song);
    };
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (taken.contains(pool[i].recording) || !mayPlay(pool[i])) continue;
        taken.insert(pool[i].recording);
        Playable playable;
        playable.index = i;
        playable.song = &pool[i];
        playable.nearest = -1.0F;
        for (const Song *anchor : out.anchors) {
            // One that stands for a genre does not draw itself before all others.
            const bool isItself = out.anchors.size() > 1 && anchor->recording == pool[i].recording;
            playable.toSeeds.push_back(isItself ? -1.0F : cosine(anchor->vector, pool[i].vector, request.weights));
            playable.nearest = std::max(playable.nearest, playable.toSeeds.back());
        }
        if (std::isfinite(playable.nearest)) out.songs.push_back(std::move(playable));
    }
    std::ranges::sort(out.songs, [](const Playable &a, const Playable &b) {
        return a.nearest != b.nearest ? a.nearest > b.nearest : a.song->recording < b.song->recording;
    });
    out.versions = MetSongs(calibration.parts[0]);
    std::size_t groups = 0;
    std::erase_if(out.songs, [&](Playable &playable) {
        const Song &song = *playable.song;
        SongTitle title = songTitle(song.titleKey);
        // Of the files of one recording the nearest stays.
        if (seeds.sameRecording(song, title) || files.sameRecording(song, title)) return true;
        files.add(song, title);
        playable.artists = artistNumbers(song, out.artists);
        playable.heardLately = request.heardLately.contains(song.recording);
        const auto met = isOneVersion ? out.versions.versionOf(song, title) : std::nullopt;
        playable.otherVersionGiven = isOneVersion && seeds.versionOf(song, title).has_value();
        playable.versionGroup = met ? *met : groups++;
        if (!met) out.versions.add(song, std::move(title));
        return false;
    });
    out.deviation = deviationOf(out.songs);
    measure(out);
    return out;
}

} // namespace taraf::recommend
