#include "query.h"

#include "hubs.h"
#include "quantise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
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
    return std::max<std::size_t>({100, 4 * k, std::min<std::size_t>(10 * k, 1000)});
}

void keepBest(std::vector<Hit> &hits, std::size_t k, const VectorFile &file, const Query &query, Ranking ranking)
{
    struct Ranked {
        double nearness;
        Hit hit;
    };
    const std::optional<Hubs> hubs = ranking == Ranking::Corrected ? std::optional<Hubs>(std::in_place, file, query) : std::nullopt;
    std::vector<Ranked> ranked;
    ranked.reserve(hits.size());
    for (const Hit &hit : hits) ranked.push_back({hubs ? hubs->logProximity(hit) : static_cast<double>(hit.cosine), hit});
    std::ranges::sort(ranked, [](const Ranked &a, const Ranked &b) {
        return std::tuple(b.nearness, b.hit.cosine, a.hit.id) < std::tuple(a.nearness, a.hit.cosine, b.hit.id);
    });
    // Only a forged file could name a recording twice.
    const auto repeated = std::ranges::unique(ranked, {}, [](const Ranked &each) { return each.hit.id; });
    ranked.erase(repeated.begin(), repeated.end());
    if (ranked.size() > k) ranked.resize(k);
    hits.clear();
    for (const Ranked &each : ranked) {
        hits.push_back(each.hit);
        Hit &hit = hits.back();
        hit.proximity = hubs ? hubs->corrected(hit) : hit.cosine;
        // What is solved for by halving must not disagree with the order in its last digit.
        if (hits.size() > 1) hit.proximity = std::min(hit.proximity, hits[hits.size() - 2].proximity);
    }
}

} // namespace taraf::neighbours
