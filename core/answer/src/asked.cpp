#include "asked.h"

#include "named.h"

#include <algorithm>

namespace taraf::answer {
namespace {

/// One a track. A seed counts the same however many tracks it has.
std::vector<recommend::Term> termsOf(const Voices &voices, const std::vector<Seed> &seeds, Focus focus)
{
    std::vector<float> tracks(seeds.size());
    for (const std::size_t seed : voices.seeds) ++tracks[seed];
    std::vector<recommend::Term> terms;
    for (std::size_t i = 0; i < voices.vectors.size(); ++i) {
        const std::size_t seed = voices.seeds[i];
        terms.push_back({.vector = voices.vectors[i], .weight = 1.0F / tracks[seed], .parts = weights(seeds[seed].focus.value_or(focus))});
    }
    return terms;
}

} // namespace

Result<Asked> ask(Answers::Parts &parts, const SimilarQuestion &question, recommend::Asking asking)
{
    if (question.seeds.empty()) return fail(ErrorCode::InvalidArgument, "similar to what? Name a track, an album or a playlist");
    Asked asked;
    std::vector<Seed> seeds = question.seeds;
    RuleTexts texts = question.rules;
    if (auto taken = takeYears(seeds, texts); !taken) return fail(std::move(taken).error());
    auto rules = rulesFor(parts, asking, texts);
    if (!rules) return fail(std::move(rules).error());
    asked.rules = std::move(*rules);
    auto voices = voicesOf(parts, seeds);
    if (!voices) return fail(std::move(voices).error());
    asked.voices = std::move(*voices);
    auto unlike = voicesOf(parts, question.minus);
    if (!unlike) return fail(std::move(unlike).error());
    auto query = recommend::combine(termsOf(asked.voices, seeds, question.focus), termsOf(*unlike, question.minus, question.focus));
    if (!query) return fail(std::move(query).error());
    for (const recommend::Song &song : asked.voices.songs) {
        if (asked.own.insert(song.recording).second || !song.recording.isValid()) asked.songs.push_back(song);
    }
    for (const recommend::Song &song : unlike->songs) asked.own.insert(song.recording);
    asked.isSet = question.minus.empty() && std::ranges::none_of(seeds, [](const Seed &seed) { return seed.focus.has_value(); });
    asked.query = std::move(*query);
    const auto index = parts.vectors();
    if (!index) return fail(index.error());
    asked.index = *index;
    asked.calibration = calibrationOf(**index, asked.query.weights);
    return asked;
}

Result<std::vector<neighbours::Hit>> nearest(const Asked &asked, std::size_t count)
{
    const std::span<const float, kVectorSize> vector(asked.query.vector.data(), kVectorSize);
    return asked.index->nearest(vector, count, asked.query.weights, [&](RecordingId id) { return asked.own.contains(id); }, neighbours::Ranking::Corrected);
}

} // namespace taraf::answer
