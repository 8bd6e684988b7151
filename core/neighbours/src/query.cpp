#include "query.h"

#include "hubs.h"
#include "quantise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <ranges>
#include <tuple>

namespace taraf::neighbours {

Result<Query> prepare(std::span<const float, kVectorSize> vector, const PartWeights &weights)
{
    if (!std::ranges::all_of(vector, [](float x) { return std::isfinite(x); })) {
        return fail(ErrorCode::InvalidArgument, "the vector that is searched for has numbers that are not finite");
    }
    if (!std::ranges::all_of(weights, [](float w) { return std::isfinite(w) && w >= 0.0F; }) ||
        std::ranges::all_of(weights, [](float w) { return w == 0.0F; })) {
        return fail(ErrorCode::InvalidArgument, "the weights of a search must be finite, not negative and not all zero");
    }
    Query query;
    std::ranges::copy(vector, query.unit.begin());
    for (const PartRange &part : kParts) {
        const auto which = static_cast<std::size_t>(part.part);
        const auto unit = std::span(query.unit).subspan(part.offset, part.size);
        query.weights[which] = normalise(unit) > 0.0F ? weights[which] : 0.0F;
        quantise(unit, kMostOfQuery, query.codes.data() + part.offset);
        query.scales[which] = scaleOf(std::span(query.codes).subspan(part.offset, part.size));
    }
    return query;
}

float bounded(float cosine, const PartWeights &weights) noexcept
{
    const float most = std::accumulate(weights.begin(), weights.end(), 0.0F);
    return cosine >= -most ? std::min(cosine, most) : -most;
}

std::size_t candidatesFor(std::size_t k, Ranking ranking) noexcept
{
    if (ranking == Ranking::Plain) return k;
    return std::max<std::size_t>({100, std::min<std::size_t>(10 * k, 1000), std::min<std::size_t>(4 * k, 2000), k});
}

std::vector<Hit> best(std::vector<Candidate> candidates, std::size_t k, const VectorFile &file, const Query &query, Ranking ranking)
{
    const std::optional<Hubs> hubs = ranking == Ranking::Corrected ? std::optional<Hubs>(std::in_place, file, query) : std::nullopt;
    const auto nearness = [&](std::uint32_t row, float cosine) { return hubs ? hubs->logProximity(row, cosine) : static_cast<double>(cosine); };
    // Only a forged file has what is no number, or names a recording twice.
    std::erase_if(candidates, [](const Candidate &each) { return std::isnan(each.cosine); });
    if (k == 0 || candidates.empty()) return {};
    if (k < candidates.size()) {
        std::vector<double> byHigh;
        byHigh.reserve(candidates.size());
        for (const Candidate &each : candidates) byHigh.push_back(nearness(each.row, each.cosine));
        const auto last = byHigh.begin() + static_cast<std::ptrdiff_t>(k - 1);
        std::ranges::nth_element(byHigh, last, std::ranges::greater{});
        std::erase_if(candidates, [&](const Candidate &each) { return nearness(each.row, each.cosine + 2.0F * file.lowReach(each.row, query)) < *last; });
    }

    struct Ranked {
        double nearness;
        float cosine;
        std::uint32_t row;
    };
    std::vector<Ranked> ranked;
    ranked.reserve(candidates.size());
    for (const Candidate &each : candidates) {
        const float cosine = bounded(each.cosine + file.lowCosine(each.row, query), query.weights);
        ranked.push_back({nearness(each.row, cosine), cosine, each.row});
    }
    std::ranges::sort(ranked, [](const Ranked &a, const Ranked &b) {
        return std::tuple(b.nearness, b.cosine, a.row) < std::tuple(a.nearness, a.cosine, b.row);
    });
    const auto repeated = std::ranges::unique(ranked, {}, &Ranked::row);
    ranked.erase(repeated.begin(), repeated.end());
    std::vector<Hit> hits;
    hits.reserve(std::min(k, ranked.size()));
    for (const Ranked &each : ranked | std::views::take(k)) {
        float proximity = hubs ? hubs->corrected(each.row, each.cosine) : each.cosine;
        // What is solved for by halving must not disagree with the order in its last digit.
        if (!hits.empty()) proximity = std::min(proximity, hits.back().proximity);
        hits.push_back({file.id(each.row), each.cosine, proximity});
    }
    return hits;
}

} // namespace taraf::neighbours
