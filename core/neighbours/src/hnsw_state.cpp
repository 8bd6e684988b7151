#include "hnsw_state.h"

#include "kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace taraf::neighbours {

float distanceOfNodes(const void *node, const void *otherNode, const void *)
{
    const auto &a = *static_cast<const Node *>(node);
    const auto &b = *static_cast<const Node *>(otherNode);
    return 1.0F - a.scale * b.scale * static_cast<float>(kernels().dotCodes[Kernels::form(kNodeSize)](a.codes.data(), b.codes.data()));
}

float distanceOfQuery(const void *fineNode, const void *node, const void *)
{
    const auto &a = *static_cast<const FineNode *>(fineNode);
    const auto &b = *static_cast<const Node *>(node);
    return 1.0F - a.scale * b.scale * static_cast<float>(kernels().dotQuery[Kernels::form(kNodeSize)](a.codes.data(), b.codes.data()));
}

NodeGraph::NodeGraph(NodeSpace &space, std::size_t capacity)
    : HierarchicalNSW(&space, std::max<std::size_t>(capacity, 1), kLinks, kBuildEffort)
{
    size_links_per_element_ = kListBytes;
    // hnswlib takes a level of its own drawing where none above 0 is asked for; with this factor it always draws 0.
    mult_ = 1e-9;
}

NodeGraph::NodeGraph(NodeSpace &space, Mapped mapped) : HierarchicalNSW(&space), m_isMapped(true)
{
    max_elements_ = mapped.count;
    cur_element_count = mapped.count;
    data_size_ = space.get_data_size();
    fstdistfunc_ = distanceOfQuery;
    dist_func_param_ = nullptr;
    M_ = maxM_ = kLinks;
    maxM0_ = 2 * kLinks;
    ef_construction_ = kBuildEffort;
    size_links_per_element_ = kListBytes;
    size_links_level0_ = maxM0_ * sizeof(hnswlib::tableint) + sizeof(hnswlib::linklistsizeint);
    size_data_per_element_ = size_links_level0_ + data_size_ + sizeof(hnswlib::labeltype);
    offsetData_ = size_links_level0_;
    label_offset_ = size_links_level0_ + data_size_;
    data_level0_memory_ = mapped.nodes;
    visited_list_pool_ = std::make_unique<hnswlib::VisitedListPool>(1, static_cast<int>(std::max<std::size_t>(mapped.count, 1)));
    linkLists_ = static_cast<char **>(std::calloc(std::max<std::size_t>(mapped.count, 1), sizeof(char *)));
    if (linkLists_ == nullptr) throw std::bad_alloc();
}

NodeGraph::~NodeGraph()
{
    if (!m_isMapped) return;
    // The nodes and the upper links are the mapping's; hnswlib would free them.
    data_level0_memory_ = nullptr;
    cur_element_count = 0;
}

int NodeGraph::levelFor(std::int64_t id) const noexcept
{
    // SplitMix64's finisher makes the id a number in (0, 1].
    std::uint64_t z = static_cast<std::uint64_t>(id) + 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    const double u = (static_cast<double>((z ^ z >> 31) >> 11) + 1.0) * 0x1p-53;
    return std::min(static_cast<int>(-std::log(u) / std::log(static_cast<double>(kLinks))), kHighestLevel);
}

void NodeGraph::insert(const Node &node, std::int64_t id)
{
    addPoint(&node, static_cast<hnswlib::labeltype>(id), levelFor(id));
}

} // namespace taraf::neighbours
