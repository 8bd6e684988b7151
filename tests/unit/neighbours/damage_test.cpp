/// @file Files that are not what they were: truncated, flipped, zeroed, or never ours. Nothing may crash.

#include "checksum.h"
#include "clusters.h"
#include "taraf/base/file.h"
#include "taraf/neighbours/exact_scan.h"
#include "taraf/neighbours/index.h"
#include "taraf/neighbours/publish.h"
#include "taraf/test/folder.h"
#include "vector_layout.h"

#include <cstring>
#include <sys/stat.h>

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

constexpr std::uint64_t kBuild = 77;
constexpr std::size_t kGraphHeader = 128;

class Damage : public testing::Test
{
protected:
    Damage()
    {
        Clusters clusters(5);
        m_truth = collection(clusters, 600);
        EXPECT_TRUE(writeVectorFile(m_folder / "v", m_truth.rows(), 1, {}));
        EXPECT_TRUE(HnswGraph::build(m_truth.rows()).value().save(m_folder / "g", kBuild));
        m_vectors = readFile(m_folder / "v", 1U << 24U).value();
        m_graph = readFile(m_folder / "g", 1U << 24U).value();
    }

    /// Opens and, if it lets itself be opened, uses everything.
    Result<> useVectors(const std::string &bytes) const
    {
        const std::string path = m_folder.write("damaged", bytes);
        const auto file = VectorFile::open(path);
        if (!file) return fail(file.error());
        for (const PartWeights &weights : {kOverall, kMixed}) {
            for (const Ranking ranking : {Ranking::Plain, Ranking::Corrected}) {
                const auto hits = exactScan(*file, m_truth.vectors[0], 20, weights, {}, ranking);
                EXPECT_TRUE(hits);
                for (const Hit &hit : *hits) EXPECT_TRUE(hit.cosine >= -1.0F && hit.cosine <= 1.0001F && std::isfinite(hit.proximity));
            }
        }
        (void)file->row(RecordingId(300));
        return file->verify();
    }
    Result<> useGraph(const std::string &bytes) const
    {
        const std::string path = m_folder.write("damaged", bytes);
        for (const auto use : {HnswGraph::Use::Read, HnswGraph::Use::Change}) {
            auto graph = HnswGraph::load(path, kBuild, use);
            if (!graph) return fail(graph.error());
            for (std::size_t i = 0; i < 10; ++i) EXPECT_TRUE(graph->search(std::span(m_truth.vectors[i]).first<128>(), 50));
            if (use == HnswGraph::Use::Change) {
                EXPECT_TRUE(graph->append(m_truth.rows()));
            }
        }
        return {};
    }
    static void expectRemedy(const Result<> &result)
    {
        ASSERT_FALSE(result);
        EXPECT_TRUE(result.error().code == ErrorCode::Corrupt || result.error().code == ErrorCode::Unsupported) << result.error().message;
        EXPECT_TRUE(result.error().message.contains("damaged")) << result.error().message; // the file's name
        EXPECT_TRUE(result.error().message.contains("delete it")) << result.error().message;
    }

    TemporaryFolder m_folder;
    Truth m_truth;
    std::string m_vectors;
    std::string m_graph;
};

TEST_F(Damage, UndamagedIsFine)
{
    EXPECT_TRUE(useVectors(m_vectors));
    EXPECT_TRUE(useGraph(m_graph));
}

TEST_F(Damage, Truncated)
{
    for (std::size_t tenth = 0; tenth < 10; ++tenth) {
        for (const std::size_t less : {0U, 1U, 63U}) {
            expectRemedy(useVectors(m_vectors.substr(0, m_vectors.size() * tenth / 10 + less)));
            expectRemedy(useGraph(m_graph.substr(0, m_graph.size() * tenth / 10 + less)));
        }
    }
    expectRemedy(useVectors(m_vectors.substr(0, m_vectors.size() - 1)));
    expectRemedy(useGraph(m_graph.substr(0, m_graph.size() - 1)));
    expectRemedy(useVectors(m_vectors + "x"));
    expectRemedy(useGraph(m_graph + "x"));
}

TEST_F(Damage, EveryBitOfTheHeaders)
{
    for (std::size_t bit = 0; bit < sizeof(VectorHeader) * 8; bit += bit < kGraphHeader * 8 ? 1 : 7) { // the rest is mostly unused
        const auto flipped = [bit](std::string bytes) {
            bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ 1U << bit % 8);
            return bytes;
        };
        expectRemedy(useVectors(flipped(m_vectors)));
        if (bit < kGraphHeader * 8) expectRemedy(useGraph(flipped(m_graph)));
    }
}

TEST_F(Damage, ABitAnywhere)
{
    std::mt19937 random(4);
    for (int i = 0; i < 300; ++i) {
        std::string vectors = m_vectors;
        std::string graph = m_graph;
        vectors[random() % vectors.size()] ^= static_cast<char>(1U << random() % 8);
        graph[random() % graph.size()] ^= static_cast<char>(1U << random() % 8);
        expectRemedy(useVectors(vectors)); // by verify(), where opening doesn't look
        expectRemedy(useGraph(graph));
    }
}

TEST_F(Damage, ZeroedAndForeign)
{
    for (const std::string &bytes : {std::string(), std::string(m_vectors.size(), '\0'), std::string(m_vectors.size(), '\xff'),
                                     std::string("<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>"), m_folder.path()}) {
        expectRemedy(useVectors(bytes));
        expectRemedy(useGraph(bytes));
    }
    expectRemedy(useVectors(m_graph));
    expectRemedy(useGraph(m_vectors));
    std::string holed = m_vectors;
    holed.replace(4096, holed.size() - 4096, holed.size() - 4096, '\0');
    expectRemedy(useVectors(holed));
}

TEST_F(Damage, NotFiles)
{
    EXPECT_EQ(VectorFile::open(m_folder.path()).error().code, ErrorCode::Corrupt);
    ASSERT_EQ(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(VectorFile::open(m_folder / "pipe").error().code, ErrorCode::Corrupt);
    EXPECT_EQ(HnswGraph::load(m_folder / "pipe", kBuild).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(VectorFile::open(m_folder / "v/below").error().code, ErrorCode::NotFound);
}

template<class T> void put(std::string &bytes, std::size_t at, T value) { std::memcpy(bytes.data() + at, &value, sizeof value); }
template<class T> T get(const std::string &bytes, std::size_t at)
{
    T value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// Signs a header that was forged, as somebody who means harm would. The checksum is its last 8 bytes.
void sign(std::string &bytes, std::size_t header)
{
    put(bytes, header - 8, checksum(std::span<const char>(bytes).first(header - 8)));
}

TEST_F(Damage, AForgedRowCountStaysWithinTheFile)
{
    for (const std::uint64_t rows : {std::uint64_t{0}, std::uint64_t{255}, std::uint64_t{599}, std::uint64_t{601}, std::uint64_t{1} << 31, std::uint64_t{1} << 56, ~std::uint64_t{0}}) {
        std::string bytes = m_vectors;
        put(bytes, offsetof(VectorHeader, rows), rows);
        sign(bytes, sizeof(VectorHeader));
        expectRemedy(useVectors(bytes));
        bytes = m_vectors;
        put(bytes, offsetof(VectorHeader, anchors), rows);
        sign(bytes, sizeof(VectorHeader));
        expectRemedy(useVectors(bytes));
        bytes = m_graph;
        put(bytes, 24, rows);
        sign(bytes, kGraphHeader);
        expectRemedy(useGraph(bytes));
    }
}

TEST_F(Damage, ForgedNumbersStayNumbers)
{
    // Scales and spreads that are NaN or infinite, ids that are not sorted: with sound headers, since opening reads no payload.
    std::string bytes = m_vectors;
    for (std::size_t at = sizeof(VectorHeader); at + 8 < bytes.size(); at += 8) put(bytes, at, ~std::uint64_t{0});
    const auto used = useVectors(bytes);
    ASSERT_FALSE(used);
    EXPECT_EQ(used.error().code, ErrorCode::Corrupt);
    for (std::size_t at = sizeof(VectorHeader); at + 8 < bytes.size(); at += 8) put(bytes, at, std::uint64_t{0x7F8000007F800000U});
    EXPECT_FALSE(useVectors(bytes));
}

TEST_F(Damage, AForgedNumberIsNotPublishedAgain)
{
    // Under sound checksums, what no writer of ours writes: spreads and anchors are kept, and would go from file to file.
    const VectorLayout layout(m_truth.ids.size(), std::min<std::size_t>(m_truth.ids.size(), kMostAnchors));
    for (const std::size_t at : {layout.scales[1], layout.spreads[0], layout.spreads[0] + 4, layout.anchorScales[0]}) {
        for (const float forged : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN(), 1e30F, -1e-3F}) {
            if (at == layout.spreads[0] && forged == -1e-3F) continue; // a mean may be that
            std::string bytes = m_vectors;
            put(bytes, at, forged);
            put(bytes, layout.trailer, checksum(std::span<const char>(bytes).subspan(sizeof(VectorHeader), layout.trailer - sizeof(VectorHeader))));
            m_folder.write("vectors.taraf", bytes);
            PublishOptions options;
            options.mapGeneration = 1;
            const auto updated = update(m_folder.path(), {}, options);
            ASSERT_FALSE(updated);
            EXPECT_EQ(updated.error().code, ErrorCode::Corrupt);
            EXPECT_TRUE(updated.error().message.contains("delete it")) << updated.error().message;
        }
    }
}

TEST_F(Damage, ForgedLinksDoNotLeadOutside)
{
    const std::size_t nodes = 600;
    const std::size_t levels = 128 + (nodes * 272 + 63) / 64 * 64;
    const auto forge = [&](const auto &change) {
        std::string bytes = m_graph;
        change(bytes);
        put(bytes, 112, checksum(std::span<const char>(bytes).subspan(128)));
        sign(bytes, kGraphHeader);
        return bytes;
    };
    EXPECT_TRUE(useGraph(forge([](std::string &) {}))); // the forger's tools work
    expectRemedy(useGraph(forge([](std::string &bytes) { put(bytes, 128 + 272 * 5 + 4, std::uint32_t{600}); })));
    expectRemedy(useGraph(forge([](std::string &bytes) { put(bytes, 128 + 272 * 5 + 4, ~std::uint32_t{0}); })));
    expectRemedy(useGraph(forge([](std::string &bytes) { put(bytes, 128 + 272 * 5, std::uint16_t{33}); })));
    expectRemedy(useGraph(forge([](std::string &bytes) { put(bytes, 128 + 272 * 5 + 132 + 128, std::numeric_limits<float>::quiet_NaN()); })));
    expectRemedy(useGraph(forge([&](std::string &bytes) { put(bytes, levels + 5, std::uint8_t{9}); })));
    expectRemedy(useGraph(forge([](std::string &bytes) { put(bytes, 68, std::uint32_t{600}); }))); // the entry
    expectRemedy(useGraph(forge([](std::string &bytes) { put(bytes, 72, get<std::int32_t>(bytes, 72) + 1); }))); // the highest level
    expectRemedy(useGraph(forge([](std::string &bytes) { put(bytes, 40, get<std::uint64_t>(bytes, 40) + 1); }))); // how many upper lists
    // An upper link to a node that is not up there.
    std::size_t low = 0;
    while (m_graph[levels + low] != 0) ++low;
    const std::size_t lists = levels + (nodes + 63) / 64 * 64;
    std::size_t list = 0;
    while (get<std::uint16_t>(m_graph, lists + list * 72) == 0) ++list;
    expectRemedy(useGraph(forge([&](std::string &bytes) { put(bytes, lists + list * 72 + 4, static_cast<std::uint32_t>(low)); })));
}

TEST_F(Damage, ADamagedGraphCostsSpeedOnly)
{
    Clusters clusters(50);
    const Truth truth = collection(clusters, kExactBelow);
    const std::string folder = m_folder / "index";
    ASSERT_TRUE(publish(folder, truth.rows(), {.build = {.threads = 2}}));
    const std::string path = graphFilePath(folder, VectorFile::open(vectorFilePath(folder)).value().buildId());
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    const auto index = Index::open(folder);
    ASSERT_TRUE(index);
    EXPECT_EQ(index->kind(), IndexKind::Exact);
    ASSERT_EQ(index->notes().size(), 1U);
    EXPECT_TRUE(index->notes()[0].contains("delete it"));
    EXPECT_EQ(index->nearest(truth.vectors[9], 1, kOverall).value().at(0).id.value(), 10);
    std::filesystem::remove(path);
    EXPECT_EQ(Index::open(folder).value().notes().size(), 1U);
}

} // namespace
} // namespace taraf::neighbours
