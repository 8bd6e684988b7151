#include "taraf/recommend/path.h"

#include "parts.h"

#include "taraf/recommend/match.h"
#include "taraf/recommend/query.h"

#include <algorithm>
#include <format>

namespace taraf::answer {
namespace {

/// Around so many points of the way tracks are looked for, so many in all; a long way takes more.
constexpr std::size_t kMostPoints = 8, kPool = 1200, kPoolAStep = 4;

/// The song that an end stands for: the one nearest to the middle of what it names. `voices` holds the memory.
Result<recommend::Song> endOf(Answers::Parts &parts, const Seed &seed, Focus focus, Voices &voices)
{
    auto found = voicesOf(parts, std::vector<Seed>{seed});
    if (!found) return fail(std::move(found).error());
    voices = std::move(*found);
    std::vector<recommend::Term> terms;
    for (const Vector &vector : voices.vectors) terms.push_back({.vector = vector});
    const auto middle = recommend::combine(terms);
    if (!middle) return fail(middle.error());
    return *std::ranges::max_element(voices.songs, {}, [&](const recommend::Song &song) { return recommend::cosine(song.vector, middle->vector, weights(focus)); });
}

Result<std::vector<RecordingId>> poolOf(const neighbours::Index &index, const recommend::Song &from, const recommend::Song &to, const PathQuestion &question)
{
    const std::size_t points = std::min(question.length - 2, kMostPoints);
    std::unordered_set<RecordingId> seen{from.recording, to.recording};
    std::vector<RecordingId> pool;
    // Points near each other have the same neighbours: where too few are left of them, more are asked for.
    for (std::size_t wanted = std::max(kPool, kPoolAStep * question.length); points > 0; wanted *= 4) {
        for (std::size_t i = 0; i < points; ++i) {
            const auto point = recommend::between(from.vector, to.vector, (static_cast<double>(i) + 1) / (static_cast<double>(points) + 1));
            const std::span<const float, kVectorSize> vector(point.data(), kVectorSize);
            const auto hits = index.nearest(vector, wanted / points, weights(question.focus));
            if (!hits) return fail(hits.error());
            for (const neighbours::Hit &hit : *hits) {
                if (seen.insert(hit.id).second) pool.push_back(hit.id);
            }
        }
        if (pool.size() >= 2 * question.length || wanted / points >= index.size()) break;
    }
    return pool;
}

} // namespace

Result<RadioAnswer> Answers::path(const PathQuestion &question) const
{
    if (question.length < 2 || question.length > 1000) return fail(ErrorCode::InvalidArgument, "a path has 2 to 1000 tracks");
    auto rules = rulesFor(*m_parts, recommend::Asking::Path, question.rules);
    if (!rules) return fail(std::move(rules).error());
    Voices start, end;
    const auto from = endOf(*m_parts, question.from, question.focus, start);
    if (!from) return fail(from.error());
    const auto to = endOf(*m_parts, question.to, question.focus, end);
    if (!to) return fail(to.error());
    if (from->recording.isValid() && from->recording == to->recording) return fail(ErrorCode::InvalidArgument, "a path needs two different tracks, and both ends are " + question.from.label);
    const auto index = m_parts->vectors();
    if (!index) return fail(index.error());
    const auto recordings = poolOf(**index, *from, *to, question);
    if (!recordings) return fail(recordings.error());
    const auto pool = voicesOf(*m_parts, *recordings);
    if (!pool) return fail(pool.error());

    const auto calibration = calibrationOf(**index, weights(question.focus));
    const recommend::PathRequest request{.from = *from, .to = *to, .weights = weights(question.focus), .length = static_cast<int>(question.length), .rules = std::move(*rules)};
    recommend::Path path = recommend::path(request, pool->songs, calibration);
    RadioAnswer answer{.title = std::format("From {} to {}", question.from.label, question.to.label), .tracks = {}, .notes = std::move(path.notes)};
    const std::span<const float> startVector = from->vector;
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        const recommend::PathStep &step = path.steps[i];
        const std::span<const float> vector = step.index ? pool->songs[*step.index].vector : i == 0 ? from->vector : to->vector;
        const float toStart = recommend::cosine(startVector, vector, request.weights);
        TrackAnswer track{.track = {}, .score = toStart, .match = recommend::matchPercent(toStart, calibration.mean), .why = step.why.text()};
        track.track.recording = step.recording;
        if (!step.recording.isValid()) { // an end that is no track of the collection
            const Seed &seed = i == 0 ? question.from : question.to;
            track.track.path = seed.path;
            track.track.tags.title = seed.label;
        }
        if (question.explain) track.arithmetic = recommend::arithmetic(step, path.straight);
        answer.tracks.push_back(std::move(track));
    }
    if (auto filled = fillTracks(*m_parts, answer.tracks); !filled) return fail(std::move(filled).error());
    return answer;
}

} // namespace taraf::answer
