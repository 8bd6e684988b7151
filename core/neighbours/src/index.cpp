#include "taraf/neighbours/index.h"

#include "query.h"
#include "taraf/base/path.h"
#include "taraf/neighbours/publish.h"
#include "taraf/neighbours/vector_rows.h"

#include <algorithm>

namespace taraf::neighbours {
namespace {

/// Candidates a graph is asked for: measured recall@10 and time are in the room's README.
constexpr std::size_t kLeastEffort = 64;

} // namespace

Index::Index(VectorFile vectors) noexcept : m_vectors(std::move(vectors)) {}

Result<Index> Index::open(const std::string &folder, IndexKind kind)
{
    // Only a writer that publishes faster than we open takes more than two rounds.
    constexpr int rounds = 100;
    for (int round = 1;; ++round) {
        auto vectors = VectorFile::open(vectorFilePath(folder));
        if (!vectors) return fail(vectors.error());
        Index index(std::move(*vectors));
        if (kind == IndexKind::Exact || (kind == IndexKind::Auto && index.size() < kExactBelow)) return index;

        auto graph = HnswGraph::load(graphFilePath(folder, index.m_vectors.buildId()), index.m_vectors.buildId());
        if (graph) {
            index.m_graph = std::move(*graph);
            return index;
        }
        // Replaced since the vectors were opened: the graph that fits them was taken away.
        if (graph.error().code == ErrorCode::NotFound && round < rounds && index.changedOnDisk()) continue;
        if (kind == IndexKind::Auto) {
            index.m_notes.push_back("neighbours are found by scanning, which is slower: " + graph.error().message);
            return index;
        }
        graph = HnswGraph::build(VectorRows::merged(index.m_vectors, {}, {}), {.threads = 0});
        if (!graph) return fail(graph.error());
        index.m_notes.push_back("a graph was built for this process alone: there is none for " + displayText(index.m_vectors.path()));
        index.m_graph = std::move(*graph);
        return index;
    }
}

Result<std::vector<Hit>> Index::nearest(std::span<const float, kVectorSize> query, std::size_t k, const PartWeights &weights,
                                        const Exclude &exclude, Ranking ranking) const
{
    const auto prepared = prepare(query, weights);
    if (!prepared) return fail(prepared.error());
    const PartWeights &effective = prepared->weights;
    const bool isOverall = effective[0] > 0.0F && std::all_of(effective.begin() + 1, effective.end(), [](float w) { return w == 0.0F; });
    // A graph asked for a good part of all it has is slower than a scan.
    if (!m_graph || !isOverall || k == 0 || k > size() / 8) return scan(m_vectors, *prepared, k, exclude, ranking);
    const std::size_t effort = std::max({kLeastEffort, 2 * k + 32, candidatesFor(k, ranking)});
    if (effort > size() / 8) return scan(m_vectors, *prepared, k, exclude, ranking);

    const auto found = m_graph->search(prepared->part(Part::Overall).first<range(Part::Overall).size>(), effort, exclude);
    if (!found) return found;
    std::vector<Candidate> candidates;
    candidates.reserve(found->size());
    for (const Hit &hit : *found) {
        // The graph's cosine is that of the high plane.
        if (const auto row = m_vectors.row(hit.id)) candidates.push_back({static_cast<std::uint32_t>(*row), effective[0] * hit.cosine});
    }
    auto hits = best(std::move(candidates), k, m_vectors, *prepared, ranking);
    // Tracks without an overall part, whose cosine is 0, are not in the graph; and a strict exclusion can leave too few.
    const bool isShort = hits.size() < k || std::ranges::any_of(hits, [](const Hit &hit) { return hit.cosine <= 0.0F; });
    if (isShort) return scan(m_vectors, *prepared, k, exclude, ranking);
    return hits;
}

} // namespace taraf::neighbours
