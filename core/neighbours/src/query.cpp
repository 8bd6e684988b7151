#include "query.h"

#include "quantise.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

void keepBest(std::vector<Hit> &hits, std::size_t k)
{
    std::ranges::sort(hits, [](const Hit &a, const Hit &b) { return a.cosine != b.cosine ? a.cosine > b.cosine : a.id < b.id; });
    // Only a forged file could name a recording twice.
    const auto repeated = std::ranges::unique(hits, {}, &Hit::id);
    hits.erase(repeated.begin(), repeated.end());
    if (hits.size() > k) hits.resize(k);
}

} // namespace taraf::neighbours
