/// @file A navigable small-world graph over the overall part.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/ids.h"
#include "taraf/base/progress.h"
#include "taraf/base/vectors.h"
#include "taraf/neighbours/hit.h"
#include "taraf/neighbours/vector_rows.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::neighbours {

/// How a graph is built.
struct BuildOptions {
    unsigned threads = 1;    ///< 0: as many as the machine has. With 1 the same rows give the same graph, bit for bit
    std::stop_token stop{};  ///< asked for between insertions: Cancelled
    ProgressSink progress{}; ///< called from the calling thread
};

/// HNSW: Malkov, Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable Small World
/// graphs", 2018; M 16, efConstruction 200; through hnswlib. A node holds the overall part's high plane (vector_file.h) and scale,
/// and the recording's id as its label: 272 bytes a track. Rows whose overall part is zero are not in it.
/// Removing marks; replacing marks the old node and adds a new one; so quality holds until shouldRebuild() says otherwise.
/// Threads: search from any number of threads; append, remove and save from one, with no search at the same time.
class HnswGraph
{
public:
    /// How a graph file is opened: mapped as it is (fast, shared between processes), or copied so that it can be changed.
    enum class Use { Read, Change };

    /// Errors: Cancelled, OutOfMemory.
    [[nodiscard]] static Result<HnswGraph> build(const VectorRows &rows, const BuildOptions &options = {});

    /// Opens a graph and checks all of it: its checksum, and that no link leads outside.
    /// `buildId`: of the vectors it must belong to. Errors: NotFound; Io; OutOfMemory; Unsupported (another version);
    /// Corrupt (damaged, or of other vectors), with the remedy.
    [[nodiscard]] static Result<HnswGraph> load(const std::string &path, std::uint64_t buildId, Use use = Use::Read);

    HnswGraph(HnswGraph &&) noexcept;
    HnswGraph &operator=(HnswGraph &&) noexcept;
    HnswGraph(const HnswGraph &) = delete;
    HnswGraph &operator=(const HnswGraph &) = delete;
    ~HnswGraph();

    /// Adds rows without rebuilding; a recording that is there gets its new vector.
    /// Errors: Cancelled, OutOfMemory (in both cases the graph is to be thrown away), InvalidArgument (opened with Use::Read).
    [[nodiscard]] Result<> append(const VectorRows &rows, const BuildOptions &options = {});

    /// Takes recordings out; unknown ids are ignored. Errors: InvalidArgument (opened with Use::Read).
    [[nodiscard]] Result<> remove(std::span<const RecordingId> ids);

    /// Writes it, atomically, as belonging to the vectors named by `buildId`. Errors: Io.
    [[nodiscard]] Result<> save(const std::string &path, std::uint64_t buildId) const;

    /// Up to `ef` candidates with the cosine of their high plane (within 0.01), best first. More `ef`: better and slower.
    /// `overall`: finite; brought to unit length. Errors: OutOfMemory.
    [[nodiscard]] Result<std::vector<Hit>> search(std::span<const float, range(Part::Overall).size> overall, std::size_t ef,
                                                  const Exclude &exclude = {}) const;

    [[nodiscard]] std::size_t size() const noexcept;    ///< recordings that can be found
    [[nodiscard]] std::size_t deleted() const noexcept; ///< nodes that are only passed through
    [[nodiscard]] std::size_t bytes() const noexcept;   ///< what save() writes

    /// Is it time to build anew: over 30 % of the nodes deleted, or twice as many nodes as were built at once?
    [[nodiscard]] bool shouldRebuild() const noexcept;

private:
    struct State;
    explicit HnswGraph(std::unique_ptr<State> state) noexcept;

    std::unique_ptr<State> m_state;
};

} // namespace taraf::neighbours
