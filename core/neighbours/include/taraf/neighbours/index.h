/// @file The neighbours of a vector, whichever way is fastest.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/vectors.h"
#include "taraf/neighbours/hit.h"
#include "taraf/neighbours/hnsw_graph.h"
#include "taraf/neighbours/vector_file.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace taraf::neighbours {

/// How neighbours of the overall part are found. Other weightings are always scanned.
enum class IndexKind {
    Auto,  ///< Hnsw where there is a graph and at least kExactBelow recordings, else Exact
    Exact, ///< scan
    Hnsw,  ///< the graph; where there is none that fits, one is built in memory (25 s per 100,000 on one core)
};

/// Below this many recordings a scan is as fast as a graph, and exact.
inline constexpr std::size_t kExactBelow = 5000;

/// An index, opened. It answers from what it opened until it goes, whatever happens to the files.
/// Threads: const methods from any number of threads.
class Index
{
public:
    /// Opens what publish() wrote into the folder. Vectors and graph are always of one generation. A graph that is missing
    /// or damaged costs speed only; notes() says so.
    /// Errors: NotFound (nothing published there), Io, Unsupported, Corrupt, naming the file and the remedy.
    [[nodiscard]] static Result<Index> open(const std::string &folder, IndexKind kind = IndexKind::Auto);

    /// The k nearest by the weighted sum of the parts' cosines; fewer only where there are no more. Corrected: the best by mutual proximity
    /// among the max(100, min(10 k, 1000), min(4 k, 2000), k) nearest.
    /// `query`: finite; its parts are brought to unit length. `weights`: finite, not negative, not all 0.
    /// Errors: InvalidArgument, OutOfMemory.
    [[nodiscard]] Result<std::vector<Hit>> nearest(std::span<const float, kVectorSize> query, std::size_t k,
                                                   const PartWeights &weights, const Exclude &exclude = {},
                                                   Ranking ranking = Ranking::Plain) const;

    [[nodiscard]] const VectorFile &vectors() const noexcept { return m_vectors; }
    [[nodiscard]] std::size_t size() const noexcept { return m_vectors.size(); }

    /// What the overall part is searched with: Exact or Hnsw, never Auto.
    [[nodiscard]] IndexKind kind() const noexcept { return m_graph ? IndexKind::Hnsw : IndexKind::Exact; }

    /// What a person should know about how it was opened; mostly empty.
    [[nodiscard]] const std::vector<std::string> &notes() const noexcept { return m_notes; }

    /// Has another index been published since (or this one deleted)? One stat(2).
    [[nodiscard]] bool changedOnDisk() const { return m_vectors.changedOnDisk(); }

private:
    explicit Index(VectorFile vectors) noexcept;

    VectorFile m_vectors;
    std::optional<HnswGraph> m_graph;
    std::vector<std::string> m_notes;
};

} // namespace taraf::neighbours
