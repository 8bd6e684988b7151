#include "index_files.h"

#include "checksum.h"
#include "hnsw_state.h"
#include "vector_layout.h"

#include <cstring>

namespace taraf::neighbours {
namespace {

constexpr std::uint64_t kMost = 64;

// hnsw_file.cpp keeps its header to itself; hnsw_graph's file is at version 1.
constexpr std::size_t kGraphBuildId = 16, kGraphNodes = 24, kGraphLists = 40, kGraphFileSize = 48, kGraphSums = 112, kGraphHeader = 128;
constexpr std::uint64_t kNodeBytes = (2 * kLinks + 1) * sizeof(std::uint32_t) + sizeof(Node) + sizeof(std::uint64_t);

std::uint64_t sumOf(std::string_view bytes) { return checksum(std::span(bytes.data(), bytes.size())); }

std::uint64_t wordAt(const std::string &bytes, std::size_t at)
{
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    return word;
}
void setWord(std::string &bytes, std::size_t at, std::uint64_t word) { std::memcpy(bytes.data() + at, &word, sizeof word); }

void mendVectors(std::string &bytes)
{
    if (bytes.size() < sizeof(VectorHeader)) return;
    const std::uint64_t rows = wordAt(bytes, offsetof(VectorHeader, rows));
    const std::uint64_t anchors = wordAt(bytes, offsetof(VectorHeader, anchors));
    if (rows <= kMost && anchors <= kMost) {
        const VectorLayout layout(rows, anchors);
        bytes.resize(layout.fileSize);
        setWord(bytes, offsetof(VectorHeader, fileSize), layout.fileSize);
        setWord(bytes, layout.trailer, sumOf(std::string_view(bytes).substr(sizeof(VectorHeader), layout.trailer - sizeof(VectorHeader))));
    }
    setWord(bytes, offsetof(VectorHeader, checksum), sumOf(std::string_view(bytes).substr(0, offsetof(VectorHeader, checksum))));
}

void mendGraph(std::string &bytes, std::uint64_t buildId)
{
    if (bytes.size() < kGraphHeader) return;
    setWord(bytes, kGraphBuildId, buildId);
    const std::uint64_t nodes = wordAt(bytes, kGraphNodes);
    const std::uint64_t lists = wordAt(bytes, kGraphLists);
    if (nodes <= kMost && lists <= nodes * kHighestLevel) {
        bytes.resize(kGraphHeader + aligned(nodes * kNodeBytes) + aligned(nodes) + aligned(lists * kListBytes));
        setWord(bytes, kGraphFileSize, bytes.size());
    }
    setWord(bytes, kGraphSums, sumOf(std::string_view(bytes).substr(kGraphHeader)));
    setWord(bytes, kGraphSums + 8, sumOf(std::string_view(bytes).substr(0, kGraphSums + 8)));
}

} // namespace

IndexFiles parted(std::string_view input)
{
    const std::size_t graph = std::min(input.find("TarafNSW"), input.size());
    return {std::string(input.substr(0, graph)), std::string(input.substr(graph))};
}

IndexFiles mended(IndexFiles files)
{
    mendVectors(files.vectors);
    const bool hasHeader = files.vectors.size() >= sizeof(VectorHeader);
    mendGraph(files.graph, hasHeader ? wordAt(files.vectors, offsetof(VectorHeader, buildId)) : 0);
    return files;
}

} // namespace taraf::neighbours
