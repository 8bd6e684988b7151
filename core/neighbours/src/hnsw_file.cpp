#include "checksum.h"
#include "hnsw_state.h"
#include "taraf/base/file.h"
#include "vector_layout.h"

#include <cmath>
#include <cstring>

namespace taraf::neighbours {
namespace {

constexpr std::array<char, 8> kGraphMagic{'T', 'a', 'r', 'a', 'f', 'N', 'S', 'W'};
constexpr std::uint32_t kGraphVersion = 1;
constexpr std::uint32_t kNoEntry = 0xFFFFFFFFU;

/// header | nodes: links of level 0, vector, label | a byte per node: its level | links of the levels above, node by node.
/// Each section is aligned to 64 bytes.
struct GraphHeader {
    std::array<char, 8> magic = kGraphMagic;
    std::uint32_t version = kGraphVersion;
    std::uint32_t byteOrder = kByteOrder;
    std::uint64_t buildId = 0;
    std::uint64_t nodes = 0;
    std::uint64_t built = 0;
    std::uint64_t upperLists = 0; ///< sum of the levels
    std::uint64_t fileSize = 0;
    std::uint32_t nodeBytes = 0;
    std::uint32_t listBytes = 0;
    std::uint32_t links = kLinks;
    std::uint32_t entry = kNoEntry;
    std::int32_t highestLevel = -1;
    std::uint32_t unused = 0;
    std::array<std::uint64_t, 4> moreUnused{};
    std::uint64_t payloadChecksum = 0;
    std::uint64_t checksum = 0; ///< of everything before it
};
static_assert(sizeof(GraphHeader) == 2 * kAlignment && offsetof(GraphHeader, checksum) == sizeof(GraphHeader) - 8);

constexpr std::uint64_t kNodeBytes = (2 * kLinks + 1) * sizeof(std::uint32_t) + sizeof(Node) + sizeof(std::uint64_t);

struct GraphLayout {
    std::uint64_t nodes = aligned(sizeof(GraphHeader));
    std::uint64_t levels;
    std::uint64_t lists;
    std::uint64_t fileSize;

    constexpr GraphLayout(std::uint64_t count, std::uint64_t upperLists) noexcept
        : levels(nodes + aligned(count * kNodeBytes)), lists(levels + aligned(count)), fileSize(lists + aligned(upperLists * kListBytes))
    {
    }
};

std::uint64_t headerChecksum(const GraphHeader &header) noexcept
{
    return checksum(std::as_bytes(std::span(&header, 1)).first(offsetof(GraphHeader, checksum)));
}

Result<GraphHeader> readHeader(const std::string &path, std::span<const std::byte> bytes, std::uint64_t buildId)
{
    GraphHeader header;
    if (bytes.size() < sizeof header) return unusable(ErrorCode::Corrupt, path, "is too short for a graph of neighbours");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != kGraphMagic) return unusable(ErrorCode::Corrupt, path, "is not a graph of neighbours");
    if (header.byteOrder == std::byteswap(kByteOrder)) return unusable(ErrorCode::Unsupported, path, "comes from a machine with another byte order");
    if (header.checksum != headerChecksum(header)) return unusable(ErrorCode::Corrupt, path, "has a damaged header");
    if (header.version != kGraphVersion) return unusable(ErrorCode::Unsupported, path, "was written by another version of Taraf");
    if (header.buildId != buildId) return unusable(ErrorCode::Corrupt, path, "belongs to other vectors");
    const bool hasEntry = header.nodes > 0 && header.entry < header.nodes && header.highestLevel >= 0 && header.highestLevel <= kHighestLevel;
    const bool isEmpty = header.nodes == 0 && header.entry == kNoEntry && header.highestLevel == -1;
    if (header.byteOrder != kByteOrder || header.nodes > kMostRows || header.upperLists > header.nodes * kHighestLevel ||
        header.nodeBytes != kNodeBytes || header.listBytes != kListBytes || header.links != kLinks || !(hasEntry || isEmpty)) {
        return unusable(ErrorCode::Corrupt, path, "has a header that makes no sense");
    }
    const GraphLayout layout(header.nodes, header.upperLists);
    if (header.fileSize != layout.fileSize || bytes.size() != layout.fileSize) {
        return unusable(ErrorCode::Corrupt, path, "has " + std::to_string(bytes.size()) + " bytes where its header promises " +
                                                      std::to_string(layout.fileSize));
    }
    if (checksum(bytes.subspan(layout.nodes)) != header.payloadChecksum) return unusable(ErrorCode::Corrupt, path, "is damaged");
    return header;
}

/// A list of links as hnswlib keeps it: a 16-bit count (and the mark of deletion beside it), then the links.
struct LinkList {
    std::uint16_t count;
    std::uint16_t mark;
    const std::byte *links;

    explicit LinkList(const std::byte *at) noexcept : links(at + sizeof(std::uint32_t))
    {
        std::memcpy(&count, at, sizeof count);
        std::memcpy(&mark, at + sizeof count, sizeof mark);
    }
    [[nodiscard]] std::uint32_t link(std::size_t i) const noexcept
    {
        std::uint32_t value = 0;
        std::memcpy(&value, links + i * sizeof value, sizeof value);
        return value;
    }
    /// Are there at most `most` links, all of them to nodes that reach this level?
    [[nodiscard]] bool staysInside(std::size_t most, std::span<const std::byte> levels, int level) const noexcept
    {
        if (count > most) return false;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t to = link(i);
            if (to >= levels.size() || (level > 0 && std::to_integer<int>(levels[to]) < level)) return false;
        }
        return true;
    }
};

struct Counts {
    bool isSound = false;
    std::size_t deleted = 0;
};

/// hnswlib follows every link it reads; a search must not be led out of the graph, whatever the checksum says.
Counts inspect(const GraphHeader &header, const GraphLayout &layout, std::span<const std::byte> bytes) noexcept
{
    const std::span<const std::byte> levels = bytes.subspan(layout.levels, header.nodes);
    std::uint64_t list = 0;
    std::size_t deleted = 0;
    for (std::uint64_t node = 0; node < header.nodes; ++node) {
        const std::byte *at = bytes.data() + layout.nodes + node * kNodeBytes;
        const LinkList links(at);
        float scale = 0.0F;
        std::memcpy(&scale, at + (2 * kLinks + 1) * sizeof(std::uint32_t) + kNodeSize, sizeof scale);
        const int level = std::to_integer<int>(levels[node]);
        if (!links.staysInside(2 * kLinks, levels, 0) || links.mark > 1 || !std::isfinite(scale) || level > header.highestLevel) return {};
        deleted += links.mark;
        if (list + static_cast<std::uint64_t>(level) > header.upperLists) return {};
        for (int above = 1; above <= level; ++above, ++list) {
            if (!LinkList(bytes.data() + layout.lists + list * kListBytes).staysInside(kLinks, levels, above)) return {};
        }
    }
    const bool isSound = list == header.upperLists &&
                         (header.nodes == 0 || std::to_integer<int>(levels[header.entry]) == header.highestLevel);
    return {isSound, deleted};
}

/// Lets a graph look at the upper links in the file.
void mapLists(NodeGraph &graph, const GraphLayout &layout, std::span<const std::byte> bytes) noexcept
{
    // hnswlib's types are not const; a search writes nothing, and the mapping would not let it.
    char *list = const_cast<char *>(reinterpret_cast<const char *>(bytes.data() + layout.lists));
    for (std::size_t node = 0; node < graph.cur_element_count; ++node) {
        const auto level = std::to_integer<std::size_t>(bytes[layout.levels + node]);
        if (level == 0) continue;
        graph.linkLists_[node] = list;
        list += level * kListBytes;
    }
}

/// Copies nodes and links into a graph that owns its memory.
void copyNodes(NodeGraph &graph, const GraphHeader &header, const GraphLayout &layout, std::span<const std::byte> bytes)
{
    std::memcpy(graph.data_level0_memory_, bytes.data() + layout.nodes, header.nodes * kNodeBytes);
    graph.label_lookup_.reserve(header.nodes);
    const std::byte *list = bytes.data() + layout.lists;
    for (hnswlib::tableint node = 0; node < header.nodes; ++node) {
        const auto level = std::to_integer<std::size_t>(bytes[layout.levels + node]);
        if (level > 0) {
            auto *own = static_cast<char *>(std::malloc(level * kListBytes + 1));
            if (own == nullptr) throw std::bad_alloc();
            std::memcpy(own, list, level * kListBytes);
            list += level * kListBytes;
            graph.linkLists_[node] = own;
        }
        graph.element_levels_[node] = static_cast<int>(level);
        graph.cur_element_count = node + 1; // what the destructor frees if the next one fails
        if (!graph.isMarkedDeleted(node)) graph.label_lookup_[graph.getExternalLabel(node)] = node;
    }
}

} // namespace

Result<HnswGraph> HnswGraph::load(const std::string &path, std::uint64_t buildId, Use use)
{
    auto map = MappedFile::open(path);
    if (!map) return fail(map.error());
    const std::span<const std::byte> bytes = (*map)->bytes();
    const auto header = readHeader(path, bytes, buildId);
    if (!header) return fail(header.error());
    const GraphLayout layout(header->nodes, header->upperLists);
    const Counts counts = inspect(*header, layout, bytes);
    if (!counts.isSound) return unusable(ErrorCode::Corrupt, path, "has links that lead nowhere");

    try {
        auto state = std::make_unique<State>();
        if (use == Use::Read) {
            char *nodes = const_cast<char *>(reinterpret_cast<const char *>(bytes.data() + layout.nodes));
            state->graph = std::make_unique<NodeGraph>(state->space, NodeGraph::Mapped{nodes, header->nodes});
            mapLists(*state->graph, layout, bytes);
            state->map = std::move(*map);
        } else {
            state->graph = std::make_unique<NodeGraph>(state->space, header->nodes);
            copyNodes(*state->graph, *header, layout, bytes);
            state->graph->measureQueries();
        }
        state->graph->enterpoint_node_ = header->entry;
        state->graph->maxlevel_ = header->highestLevel;
        state->graph->num_deleted_ = counts.deleted;
        state->built = header->built;
        return HnswGraph(std::move(state));
    } catch (const std::exception &) {
        return fail(ErrorCode::OutOfMemory, "there is not enough memory for the graph of neighbours");
    }
}

std::size_t HnswGraph::bytes() const noexcept
{
    const NodeGraph &graph = *m_state->graph;
    if (m_state->map) return m_state->map->bytes().size();
    std::uint64_t lists = 0;
    for (std::size_t node = 0; node < graph.cur_element_count; ++node) lists += static_cast<std::uint64_t>(graph.element_levels_[node]);
    return GraphLayout(graph.cur_element_count, lists).fileSize;
}

Result<> HnswGraph::save(const std::string &path, std::uint64_t buildId) const
{
    const NodeGraph &graph = *m_state->graph;
    if (m_state->map) return fail(ErrorCode::InvalidArgument, "a graph that was opened for reading is saved already");
    std::vector<std::byte> levels(graph.cur_element_count);
    std::vector<std::byte> lists;
    for (std::size_t node = 0; node < levels.size(); ++node) {
        const auto level = static_cast<std::size_t>(graph.element_levels_[node]);
        levels[node] = static_cast<std::byte>(level);
        if (level == 0) continue;
        const auto own = std::as_bytes(std::span(graph.linkLists_[node], level * kListBytes));
        lists.insert(lists.end(), own.begin(), own.end());
    }
    const auto nodes = std::as_bytes(std::span(graph.data_level0_memory_, levels.size() * kNodeBytes));

    GraphHeader header;
    header.buildId = buildId;
    header.nodes = levels.size();
    header.built = m_state->built;
    header.upperLists = lists.size() / kListBytes;
    header.fileSize = GraphLayout(header.nodes, header.upperLists).fileSize;
    header.nodeBytes = static_cast<std::uint32_t>(kNodeBytes);
    header.listBytes = static_cast<std::uint32_t>(kListBytes);
    header.entry = graph.enterpoint_node_;
    header.highestLevel = graph.maxlevel_;

    constexpr std::array<std::byte, kAlignment> zeros{};
    const auto padding = [&zeros](std::size_t size) { return std::span(zeros).first(aligned(size) - size); };
    const std::array<std::span<const std::byte>, 6> payload{nodes, padding(nodes.size()), levels, padding(levels.size()), lists, padding(lists.size())};
    Checksum sum;
    for (const auto bytes : payload) sum.add(bytes);
    header.payloadChecksum = sum.value();
    header.checksum = headerChecksum(header);
    const auto headerBytes = std::as_bytes(std::span(&header, 1));
    return writeAtomically(path, [&](const FileWriter &append) -> Result<> {
        for (const auto bytes : {headerBytes, padding(headerBytes.size())}) {
            if (auto written = append(bytes); !written) return written;
        }
        for (const auto bytes : payload) {
            if (auto written = append(bytes); !written) return written;
        }
        return {};
    });
}

} // namespace taraf::neighbours
