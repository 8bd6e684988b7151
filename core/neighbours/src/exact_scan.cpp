#include "taraf/neighbours/exact_scan.h"

#include "quantise.h"
#include "kernels.h"
#include "query.h"

#include <algorithm>
#include <limits>

namespace taraf::neighbours {
namespace {

/// Rows whose scores are held at once: they and their codes stay in the first two caches.
constexpr std::size_t kBlock = 1024;

struct Candidate {
    float score;
    std::uint32_t row;
};

constexpr bool isBetter(const Candidate &a, const Candidate &b) noexcept { return a.score != b.score ? a.score > b.score : a.row < b.row; }

/// One part of a query, in 16 bits.
struct PartQuery {
    std::span<const std::int8_t> codes;
    std::span<const float> scales;
    Kernels::AddScores addScores = nullptr;
    std::size_t size = 0;
    float factor = 0.0F;
    alignas(64) std::array<std::int16_t, range(Part::Overall).size> query{};
};

std::vector<PartQuery> partQueries(const VectorFile &file, const Query &query)
{
    static_assert(range(Part::Overall).size == 128 && range(Part::Timbre).size == 64 && range(Part::Rhythm).size == 32 &&
                  range(Part::Harmony).size == 32);
    std::vector<PartQuery> parts;
    for (const PartRange &part : kParts) {
        const float weight = query.weights[static_cast<std::size_t>(part.part)];
        if (weight == 0.0F) continue;
        PartQuery &added = parts.emplace_back();
        added.codes = file.codes(part.part);
        added.scales = file.scales(part.part);
        added.addScores = part.size == 128 ? kernels().addScores128 : part.size == 64 ? kernels().addScores64 : kernels().addScores32;
        added.size = part.size;
        added.factor = weight * quantise(query.part(part.part), added.query.data());
    }
    return parts;
}

} // namespace

std::vector<Hit> scan(const VectorFile &file, const Query &query, std::size_t k, const Exclude &exclude)
{
    const std::vector<PartQuery> parts = partQueries(file, query);
    const std::size_t rows = file.size();
    k = std::min(k, rows);
    if (k == 0) return {};
    const std::size_t wanted = std::min(rows, 4 * k + 32);

    // A heap whose front is the worst that is kept. A later row has to be better, so equal scores keep the lower ids.
    std::vector<Candidate> best;
    best.reserve(wanted);
    float bar = -std::numeric_limits<float>::infinity();
    alignas(64) std::array<float, kBlock> scores;
    for (std::size_t from = 0; from < rows; from += kBlock) {
        const std::size_t count = std::min(kBlock, rows - from);
        std::fill_n(scores.begin(), count, 0.0F);
        for (const PartQuery &part : parts) {
            part.addScores(part.codes.data() + from * part.size, part.scales.data() + from, count, part.query.data(), part.factor, scores.data());
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (!(scores[i] > bar)) continue;
            if (exclude && exclude(file.id(from + i))) continue;
            if (best.size() == wanted) {
                std::ranges::pop_heap(best, isBetter);
                best.pop_back();
            }
            best.push_back({scores[i], static_cast<std::uint32_t>(from + i)});
            std::ranges::push_heap(best, isBetter);
            if (best.size() == wanted) bar = best.front().score;
        }
    }

    std::vector<Hit> hits;
    hits.reserve(best.size());
    for (const Candidate &candidate : best) hits.push_back({file.id(candidate.row), file.cosine(candidate.row, query.unit, query.weights)});
    keepBest(hits, k);
    return hits;
}

Result<std::vector<Hit>> exactScan(const VectorFile &file, std::span<const float, kVectorSize> query, std::size_t k,
                                   const PartWeights &weights, const Exclude &exclude)
{
    const auto prepared = prepare(query, weights);
    if (!prepared) return fail(prepared.error());
    return scan(file, *prepared, k, exclude);
}

} // namespace taraf::neighbours
