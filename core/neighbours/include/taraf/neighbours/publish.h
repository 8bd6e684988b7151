/// @file Writing an index that readers may have open.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/ids.h"
#include "taraf/base/units.h"
#include "taraf/neighbours/hnsw_graph.h"
#include "taraf/neighbours/index.h"
#include "taraf/neighbours/vector_rows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace taraf::neighbours {

struct PublishOptions {
    std::uint64_t mapGeneration = 0;  ///< hash of the map that made the vectors
    UnixTime created{};               ///< kept in the file for people
    IndexKind kind = IndexKind::Auto; ///< Auto: a graph from kExactBelow rows on; Exact: none; Hnsw: always
    BuildOptions build{};
};

struct Published {
    enum class Graph { None, Built, Kept, Changed };

    std::size_t rows = 0;
    Graph graph = Graph::None; ///< how the graph came to be: made anew, as it was, or appended to and marked
    std::string note;          ///< why a graph that should have been kept was built anew; mostly empty
};

/// Writes the vectors and, beside them, the graph that names them. The graph has a name of its own until the vectors are renamed
/// into place: at every instant, also after a crash, a reader finds the old index or the new one, whole. The folder is made.
/// What earlier writers left behind is removed.
/// Errors: Busy (another process is publishing there), Cancelled, OutOfMemory, Io.
[[nodiscard]] Result<Published> publish(const std::string &folder, const VectorRows &rows, const PublishOptions &options);

/// What has changed since the last time.
struct Changes {
    VectorRows upserts;               ///< new recordings, and those with a new vector
    std::vector<RecordingId> removed; ///< any order; unknown ids are ignored; an id that is also in `upserts` stays
};

/// Publishes what is there with the changes. The graph is appended to and not rebuilt, unless it is missing, damaged or says
/// HnswGraph::shouldRebuild().
/// Anchors stay, and what they say of rows that stay; where there were too few, they are chosen anew when the collection is twice as large.
/// Errors: as publish(); NotFound, Corrupt, Unsupported (nothing usable there: publish everything); InvalidArgument (it was made by
/// another map generation: publish everything).
[[nodiscard]] Result<Published> update(const std::string &folder, const Changes &changes, const PublishOptions &options);

/// The files an index is made of: the one that is renamed into place last, and the graph for a build id.
[[nodiscard]] std::string vectorFilePath(const std::string &folder);
[[nodiscard]] std::string graphFilePath(const std::string &folder, std::uint64_t buildId);

} // namespace taraf::neighbours
