#include "asked.h"

#include <algorithm>
#include <unordered_map>

namespace taraf::answer {
namespace {

/// The hits as the rules want to see them; `voices` holds the memory.
Result<std::vector<recommend::Candidate>> candidatesOf(Answers::Parts &parts, const Asked &asked, const std::vector<neighbours::Hit> &hits, Voices &voices)
{
    std::vector<RecordingId> recordings;
    std::unordered_map<RecordingId, float> proximities;
    for (const neighbours::Hit &hit : hits) {
        recordings.push_back(hit.id);
        proximities.emplace(hit.id, hit.proximity);
    }
    auto found = voicesOf(parts, recordings);
    if (!found) return fail(std::move(found).error());
    voices = std::move(*found);
    std::vector<recommend::Candidate> candidates;
    for (const recommend::Song &song : voices.songs) {
        recommend::Candidate candidate;
        static_cast<recommend::Song &>(candidate) = song;
        candidate.partCosines = recommend::partCosines(asked.query.vector, song.vector);
        candidate.score = proximities.at(song.recording); // corrected, so that those who are near to everybody don't answer everybody
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

std::vector<OtherVersion> versionsOf(const std::vector<recommend::OtherVersion> &versions, const std::vector<recommend::Candidate> &candidates)
{
    std::vector<OtherVersion> out;
    for (const recommend::OtherVersion &version : versions) {
        OtherVersion &each = out.emplace_back();
        each.track.recording = candidates[version.index].recording;
        each.why = version.why;
    }
    return out;
}

} // namespace

Result<SimilarAnswer> Answers::similar(const SimilarQuestion &question) const
{
    const auto asked = ask(*m_parts, question, recommend::Asking::Similar);
    if (!asked) return fail(asked.error());
    std::vector<TrackAnswer> answers;
    std::vector<OtherVersion> ofSeeds;
    // The rules leave some out, so that more are fetched than asked for; when that was not enough, more again.
    for (std::size_t fetched = question.count * 2 + 64;; fetched *= 4) {
        const auto hits = nearest(*asked, fetched);
        if (!hits) return fail(hits.error());
        Voices voices;
        const auto candidates = candidatesOf(*m_parts, *asked, *hits, voices);
        if (!candidates) return fail(candidates.error());
        const auto ranked = recommend::similar(*candidates, asked->songs, asked->calibration, question.count, asked->rules);
        if (ranked.tracks.size() < question.count && hits->size() == fetched) continue;
        for (const recommend::Similar &each : ranked.tracks) {
            TrackAnswer answer{.track = {}, .score = each.score, .match = each.match, .why = each.why.text(), .versions = versionsOf(each.versions, *candidates)};
            answer.track.recording = each.recording;
            if (question.explain) answer.arithmetic = recommend::arithmetic((*candidates)[each.index], asked->query.weights, asked->calibration);
            answers.push_back(std::move(answer));
        }
        ofSeeds = versionsOf(ranked.ofQuery, *candidates);
        break;
    }
    if (auto filled = fillTracks(*m_parts, answers); !filled) return fail(std::move(filled).error());
    if (auto filled = fillTracks(*m_parts, ofSeeds); !filled) return fail(std::move(filled).error());
    return SimilarAnswer{.tracks = std::move(answers), .ofSeeds = std::move(ofSeeds)};
}

} // namespace taraf::answer
