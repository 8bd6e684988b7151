#include "taraf/recommend/album_radio.h"
#include "taraf/recommend/albums.h"
#include "taraf/recommend/path.h"
#include "taraf/recommend/radio.h"
#include "taraf/recommend/similar.h"

#include <format>

namespace taraf::recommend {
namespace {

ArithmeticLine percent(float score, float randomMean)
{
    const int match = matchPercent(score, randomMean);
    return {"match", static_cast<double>(match), std::format("per cent: 50 + 50 · ({:.4f} − {:.4f}) / (1 − {:.4f}), where {:.4f} is a random pair's", score, randomMean, randomMean, randomMean)};
}

std::vector<ArithmeticLine> termsIn(const RadioTerms &terms, const Rules &rules, float toPrevious)
{
    std::vector<ArithmeticLine> lines{
        {"near the seed", static_cast<double>(terms.seed), std::format("anchor {:.2f} · likeness", rules.anchor)},
        {"near what came before", static_cast<double>(terms.previous), std::format("flow {:.2f} · likeness {:.4f}", rules.flow, toPrevious)},
        {"chance", static_cast<double>(terms.noise), std::format("variety {:.2f} · the pool's deviation · a number drawn by seed, track and place", rules.variety)}};
    const auto add = [&](const char *label, float value, std::string text) {
        if (value != 0) lines.push_back({label, static_cast<double>(value), std::move(text)});
    };
    add("other seeds' turn", terms.turn, "this seed has drawn more tracks than others");
    add("like what was played", terms.played, std::format("{} · (mean cosine − a random pair's)", kPlayedDraws));
    add("like what was skipped", terms.skipped, std::format("−{} · (greatest cosine − a random pair's)", kSkippedRepels));
    add("like what was rejected", terms.rejected, std::format("−{} · (greatest cosine − a random pair's)", kRejectedRepels));
    add("known", terms.familiar, std::format("familiarity {}", rules.familiarity));
    add("off the energy curve", terms.energy, std::format("−{} · deviation · how far its energy's rank is off", kEnergyDraws));
    lines.push_back({"score", static_cast<double>(terms.sum()), "the greatest of those that the rules let through"});
    return lines;
}

} // namespace

std::vector<ArithmeticLine> arithmetic(const Candidate &candidate, const PartWeights &weights, const Calibration &calibration)
{
    std::vector<ArithmeticLine> lines;
    float sum = 0;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        const bool isHeard = kParts[i].part >= Part::Timbre;
        if (!(weights[i] > 0) && !isHeard) continue;
        const float cosine = candidate.partCosines[i];
        const std::string deviations = std::format("{:+.1f} deviations from a random pair", standardScore(cosine, calibration.parts[i]));
        if (weights[i] > 0) sum += weights[i] * cosine;
        lines.push_back({std::string(name(kParts[i].part)) + " cosine", static_cast<double>(cosine),
                         weights[i] > 0 ? std::format("weight {:.2f}, {}", weights[i], deviations) : "for the reason alone, " + deviations});
    }
    lines.push_back({"weighted cosine", static_cast<double>(sum), "the sum of weight · cosine"});
    lines.push_back({"hub correction", static_cast<double>(candidate.score - sum), "down for tracks that are near to everything, up for those that are near to few"});
    lines.push_back({"score", static_cast<double>(candidate.score), "what the list is ordered by"});
    lines.push_back(percent(candidate.score, calibration.mean));
    return lines;
}

std::vector<ArithmeticLine> arithmetic(const RadioPick &pick, const Rules &rules)
{
    std::vector<ArithmeticLine> lines = termsIn(pick.terms, rules, pick.toPrevious);
    for (const std::string &rule : pick.gaveWay) lines.push_back({"gave way", 0, rule});
    return lines;
}

std::vector<ArithmeticLine> arithmetic(const AlbumRadioPick &pick, const Rules &rules) { return termsIn(pick.terms, rules, pick.toPrevious); }

std::vector<ArithmeticLine> arithmetic(const PathStep &step, double straight)
{
    std::vector<ArithmeticLine> lines{{"place", step.place, "on the way: 0 is the start, 1 the end"},
                                      {"from the way straight there", step.offWay, "degrees, from the point of this place"}};
    if (step.fromPrevious) lines.push_back({"from the track before", *step.fromPrevious, std::format("degrees; straight from start to end they are {:.1f}", straight)});
    return lines;
}

std::vector<ArithmeticLine> arithmetic(const SimilarAlbum &album, const Spread &randomAlbums)
{
    std::vector<ArithmeticLine> lines{
        {"from its tracks", static_cast<double>(album.fromAlbum), std::format("mean of the best cosines of {} tracks, {} worst left out", album.compared, album.trimmedOfAlbum)},
        {"from what was asked", static_cast<double>(album.fromQuery), std::format("the same the other way, of {} tracks, {} worst left out", album.asked, album.trimmedOfQuery)},
        {"score", static_cast<double>(album.score), "the mean of both"}};
    if (album.shared > 0) lines.push_back({"shared songs", static_cast<double>(album.shared), "versions of songs that were asked with, which don't count"});
    lines.push_back(percent(album.score, randomAlbums.mean));
    return lines;
}

} // namespace taraf::recommend
