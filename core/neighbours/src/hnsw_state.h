/// @file hnswlib's graph with nodes, levels and memory of ours.
#pragma once

#include "mapped_file.h"
#include "taraf/base/vectors.h"
#include "taraf/neighbours/hnsw_graph.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <hnswlib/hnswlib.h>
#include <memory>
#include <span>

namespace taraf::neighbours {

inline constexpr std::size_t kNodeSize = range(Part::Overall).size;
inline constexpr std::size_t kLinks = 16;          ///< M
inline constexpr std::size_t kBuildEffort = 200;   ///< efConstruction
inline constexpr int kHighestLevel = 15;           ///< 16^15 nodes have one that high

/// A list of the upper levels: a count, the links, and one more word. While building, hnswlib reads the link after the last one to
/// fetch its node ahead; in a full list at the end of its memory that would be outside.
inline constexpr std::size_t kListBytes = (kLinks + 2) * sizeof(std::uint32_t);

/// A node's vector, the high plane of a row: what hnswlib stores and measures between.
struct Node {
    std::array<std::int8_t, kNodeSize> codes{};
    float scale = 0.0F;
};
static_assert(sizeof(Node) == kNodeSize + sizeof(float));

/// A query's vector, finer than a node's, so that only the node's rounding counts.
struct FineNode {
    alignas(64) std::array<std::int16_t, kNodeSize> codes{};
    float scale = 0.0F;
};

/// 1 - cosine.
float distanceOfNodes(const void *node, const void *otherNode, const void *);
float distanceOfQuery(const void *fineNode, const void *node, const void *);

class NodeSpace final : public hnswlib::SpaceInterface<float>
{
public:
    std::size_t get_data_size() override { return sizeof(Node); }
    hnswlib::DISTFUNC<float> get_dist_func() override { return distanceOfNodes; }
    void *get_dist_func_param() override { return nullptr; }
};

/// hnswlib's graph, whose members are public on purpose. Two things differ from its own use:
/// it may look at nodes in a mapped file, and a node's level follows from its label, so that threads don't change it.
class NodeGraph final : public hnswlib::HierarchicalNSW<float>
{
public:
    /// An empty graph that grows.
    NodeGraph(NodeSpace &space, std::size_t capacity);
    /// A graph over the nodes of a mapped file; nothing may be added.
    struct Mapped {
        char *nodes;
        std::size_t count;
    };
    NodeGraph(NodeSpace &space, Mapped mapped);
    NodeGraph(const NodeGraph &) = delete;
    NodeGraph &operator=(const NodeGraph &) = delete;
    ~NodeGraph() override;

    void insert(const Node &node, std::int64_t id);
    [[nodiscard]] int levelFor(std::int64_t id) const noexcept;

    void measureNodes() noexcept { fstdistfunc_ = distanceOfNodes; }
    void measureQueries() noexcept { fstdistfunc_ = distanceOfQuery; }

private:
    bool m_isMapped = false;
};

struct HnswGraph::State {
    NodeSpace space;
    std::unique_ptr<MappedFile> map;  ///< outlives the graph that looks into it
    std::unique_ptr<NodeGraph> graph;
    std::size_t built = 0;            ///< nodes when it was last built from nothing
};

} // namespace taraf::neighbours
