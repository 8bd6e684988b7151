#include "taraf/recommend/radio.h"

#include "parts.h"

#include "taraf/recommend/match.h"

#include <algorithm>
#include <unordered_set>

namespace taraf::answer {
namespace {

/// Of a long playlist, so many seeds evenly spaced draw: what recommend::radio() listens to.
constexpr std::size_t kMostDrawing = 24;
constexpr std::size_t kLargestPool = 6000;

std::vector<std::size_t> evenly(std::size_t count, std::size_t most)
{
    std::vector<std::size_t> chosen;
    const std::size_t wanted = std::min(count, most);
    for (std::size_t i = 0; i < wanted; ++i) chosen.push_back(i * count / wanted);
    return chosen;
}

std::string titleOf(const std::vector<Seed> &seeds)
{
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(seeds.size(), 2); ++i) names += (i == 0 ? "" : " and ") + seeds[i].label;
    return "Radio from " + names + (seeds.size() > 2 ? " and more" : "");
}

/// The nearest of each seed that draws, each once.
Result<std::vector<RecordingId>> poolOf(const neighbours::Index &index, const Voices &seeds, const RadioQuestion &question)
{
    std::unordered_set<RecordingId> own, seen;
    for (const recommend::Song &song : seeds.songs) own.insert(song.recording);
    const auto drawing = evenly(seeds.vectors.size(), kMostDrawing);
    const std::size_t wanted = std::clamp<std::size_t>(question.length * 30, 1500, kLargestPool);
    const std::size_t each = std::max<std::size_t>(wanted / drawing.size(), 200);
    std::vector<RecordingId> pool;
    for (const std::size_t i : drawing) {
        const auto hits = index.nearest(seeds.vectors[i], std::max(each, question.length * 4), weights(question.focus), [&](RecordingId id) { return own.contains(id); });
        if (!hits) return fail(hits.error());
        for (const neighbours::Hit &hit : *hits) {
            if (seen.insert(hit.id).second) pool.push_back(hit.id);
        }
    }
    return pool;
}

} // namespace

Result<RadioAnswer> Answers::radio(const RadioQuestion &question) const
{
    if (question.seeds.empty()) return fail(ErrorCode::InvalidArgument, "a radio from what? Name a track, an album or a playlist");
    auto seeds = voicesOf(*m_parts, question.seeds);
    if (!seeds) return fail(std::move(seeds).error());
    const auto index = m_parts->vectors();
    if (!index) return fail(index.error());
    const auto recordings = poolOf(**index, *seeds, question);
    if (!recordings) return fail(recordings.error());
    const auto pool = voicesOf(*m_parts, *recordings);
    if (!pool) return fail(pool.error());

    const auto calibration = calibrationOf(**index, weights(question.focus));
    recommend::RadioRequest request{.seeds = seeds->songs, .weights = weights(question.focus), .length = static_cast<int>(question.length),
                                    .perArtist = static_cast<int>(question.perArtist), .seed = question.seed, .rules = {}};
    recommend::Radio radio = recommend::radio(request, pool->songs, calibration);
    RadioAnswer answer{.title = titleOf(question.seeds), .tracks = {}, .notes = std::move(radio.notes)};
    for (const recommend::RadioPick &pick : radio.picks) {
        TrackAnswer track{.track = {}, .score = pick.toSeed, .match = recommend::matchPercent(pick.toSeed, calibration.mean), .why = pick.why.text()};
        track.track.recording = pick.recording;
        answer.tracks.push_back(std::move(track));
    }
    if (auto filled = fillTracks(*m_parts, answer.tracks); !filled) return fail(std::move(filled).error());
    return answer;
}

} // namespace taraf::answer
