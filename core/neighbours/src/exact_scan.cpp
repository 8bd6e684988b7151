#include "taraf/neighbours/exact_scan.h"

#include "kernels.h"
#include "query.h"

#include <algorithm>
#include <limits>

namespace taraf::neighbours {
namespace {

/// Rows whose scores are held at once: they and their codes stay in the first two caches.
constexpr std::size_t kBlock = 1024;
/// After so many rows those of a large file are let go.
constexpr std::size_t kStretch = 64 * kBlock;

constexpr bool isBetter(const Candidate &a, const Candidate &b) noexcept { return a.cosine != b.cosine ? a.cosine > b.cosine : a.row < b.row; }

} // namespace

std::vector<Hit> scan(const VectorFile &file, const Query &query, std::size_t k, const Exclude &exclude, Ranking ranking)
{
    const std::size_t rows = file.size();
    k = std::min(k, rows);
    if (k == 0) return {};
    // Eight bits put some in the wrong order: more are looked at with sixteen, of many relatively fewer.
    const std::size_t wanted = std::min(rows, std::max(k + std::min<std::size_t>(3 * k, 1000), candidatesFor(k, ranking)) + 32);

    // A heap whose front is the worst that is kept. A later row has to be better, so equal scores keep the lower ids.
    std::vector<Candidate> nearest;
    nearest.reserve(wanted);
    float bar = -std::numeric_limits<float>::infinity();
    alignas(64) std::array<float, kBlock> scores;
    for (std::size_t from = 0; from < rows; from += kBlock) {
        const std::size_t count = std::min(kBlock, rows - from);
        std::fill_n(scores.begin(), count, 0.0F);
        for (const PartRange &part : kParts) {
            const auto which = static_cast<std::size_t>(part.part);
            if (query.weights[which] == 0.0F) continue;
            kernels().addScores[Kernels::form(part.size)](file.high(part.part).data() + from * part.size, file.scales(part.part).data() + from, count,
                                                          query.codes.data() + part.offset, 256.0F * query.weights[which] * query.scales[which],
                                                          scores.data());
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (!(scores[i] > bar)) continue;
            if (exclude && exclude(file.id(from + i))) continue;
            if (nearest.size() == wanted) {
                std::ranges::pop_heap(nearest, isBetter);
                nearest.pop_back();
            }
            nearest.push_back({static_cast<std::uint32_t>(from + i), scores[i]});
            std::ranges::push_heap(nearest, isBetter);
            if (nearest.size() == wanted) bar = nearest.front().cosine;
        }
        if (const std::size_t to = from + count; to % kStretch == 0 || to == rows) file.letGo((to - 1) / kStretch * kStretch, to);
    }

    return best(std::move(nearest), k, file, query, ranking);
}

Result<std::vector<Hit>> exactScan(const VectorFile &file, std::span<const float, kVectorSize> query, std::size_t k,
                                   const PartWeights &weights, const Exclude &exclude, Ranking ranking)
{
    const auto prepared = prepare(query, weights);
    if (!prepared) return fail(prepared.error());
    return scan(file, *prepared, k, exclude, ranking);
}

} // namespace taraf::neighbours
