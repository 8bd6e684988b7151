#include "taraf/neighbours/hnsw_graph.h"

#include "clusters.h"
#include "taraf/base/file.h"
#include "taraf/test/folder.h"

#include <set>

#if defined(__SANITIZE_THREAD__)
// Two things of hnswlib's that threads do while they insert. They draw levels from one generator: what it draws is not used.
// They hold their own node's lock while they take others', in no fixed order: by our reading no two can wait for each other, since a
// node is reached only through links of a level that its own thread has finished. Following thousands of locks also takes minutes.
extern "C" [[gnu::visibility("default")]] const char *__tsan_default_suppressions();
extern "C" const char *__tsan_default_suppressions() { return "race:getRandomLevel\n"; }
extern "C" [[gnu::visibility("default")]] const char *__tsan_default_options();
extern "C" const char *__tsan_default_options() { return "detect_deadlocks=0"; }
#endif

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

#if defined(TARAF_SANITIZED)
constexpr std::size_t kLarge = 3000;
#else
constexpr std::size_t kLarge = 20000;
#endif

std::span<const float, 128> overall(const Vector &vector) { return std::span(vector).first<128>(); }

/// Recall@10 of the best ten among `ef` candidates, judged by float cosines.
double recallOf(const HnswGraph &graph, const Truth &truth, Clusters &clusters, std::size_t ef = 64)
{
    constexpr std::size_t queries = 100;
    std::size_t found = 0;
    for (std::size_t q = 0; q < queries; ++q) {
        const Vector query = clusters.next();
        const auto hits = graph.search(overall(query), ef);
        EXPECT_TRUE(hits);
        found += overlap(*hits, truth.nearest(query, 10, kOverall));
    }
    return static_cast<double>(found) / (10.0 * queries);
}

TEST(HnswGraph, FindsTheNearest)
{
    Clusters clusters(kLarge / 100);
    const Truth truth = collection(clusters, kLarge);
    std::uint64_t told = 0;
    const auto graph = HnswGraph::build(truth.rows(), {.threads = 2, .stop = {}, .progress = [&](const Progress &progress) {
                                                           EXPECT_GE(progress.done, told);
                                                           EXPECT_EQ(progress.total, kLarge);
                                                           told = progress.done;
                                                       }});
    ASSERT_TRUE(graph);
    EXPECT_GT(told, 0U);
    EXPECT_EQ(graph->size(), kLarge);
    EXPECT_LE(graph->bytes(), kLarge * 290);
    EXPECT_GE(recallOf(*graph, truth, clusters), 0.99);
    const auto self = graph->search(overall(truth.vectors[17]), 40).value();
    EXPECT_EQ(self.front().id.value(), 18);
    EXPECT_NEAR(self.front().cosine, 1.0F, 0.01F);
    EXPECT_TRUE(std::ranges::is_sorted(self, std::ranges::greater{}, &Hit::cosine));
}

TEST(HnswGraph, LabelsAreWholeIds)
{
    // More than 65,536 ids apart, above 2^32, and equal in their low 32 bits.
    const TemporaryFolder folder;
    Clusters clusters(20);
    Truth truth;
    truth.vectors = clusters.next(1200);
    for (std::int64_t i = 0; i < 400; ++i) truth.ids.push_back(65000 + i * 3);
    for (std::int64_t i = 0; i < 400; ++i) truth.ids.push_back((std::int64_t{1} << 40) + 65000 + i * 3);
    for (std::int64_t i = 0; i < 400; ++i) truth.ids.push_back((std::int64_t{1} << 62) + 65000 + i * 3);
    auto built = HnswGraph::build(truth.rows());
    ASSERT_TRUE(built);
    const auto findsItself = [&](const HnswGraph &graph, std::size_t i) {
        return std::ranges::contains(graph.search(overall(truth.vectors[i]), 50).value(), RecordingId(truth.ids[i]), &Hit::id);
    };
    for (std::size_t i = 0; i < truth.ids.size(); ++i) EXPECT_TRUE(findsItself(*built, i)) << truth.ids[i];

    std::vector<RecordingId> removed;
    for (std::size_t i = 400; i < 800; ++i) removed.emplace_back(truth.ids[i]);
    ASSERT_TRUE(built->remove(removed));
    ASSERT_TRUE(built->save(folder / "g", 7));
    const auto loaded = HnswGraph::load(folder / "g", 7);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->size(), 800U);
    EXPECT_EQ(loaded->deleted(), 400U);
    for (std::size_t i = 0; i < truth.ids.size(); ++i) EXPECT_EQ(findsItself(*loaded, i), i < 400 || i >= 800) << truth.ids[i];
}

TEST(HnswGraph, IdsPast65536InOneGraph)
{
    // Consecutive ids across 65,536. That many nodes at once take half a minute to build: the bench has 100,000.
    Clusters clusters(10);
    const Truth truth = collection(clusters, 3000, 64000, 1);
    const auto graph = HnswGraph::build(truth.rows());
    ASSERT_TRUE(graph);
    std::set<RecordingId> seen;
    for (const Vector &vector : truth.vectors) seen.insert(graph->search(overall(vector), 30).value().front().id);
    EXPECT_GE(seen.size(), 2990U); // int8 may confuse very close ones
    EXPECT_EQ(seen.rbegin()->value(), 66999);
}

TEST(HnswGraph, AppendsAndDeletesWithoutLosingRecall)
{
    const TemporaryFolder folder;
    const std::size_t count = kLarge / 2;
    const std::size_t fifth = count / 5;
    Clusters clusters(count / 100);
    Truth truth = collection(clusters, count);
    ASSERT_TRUE(HnswGraph::build(truth.rows(), {.threads = 2, .stop = {}, .progress = {}}).value().save(folder / "g", 1));
    auto graph = HnswGraph::load(folder / "g", 1, HnswGraph::Use::Change);
    ASSERT_TRUE(graph) << graph.error().message;

    const Truth added = collection(clusters, fifth, static_cast<std::int64_t>(count) + 1);
    ASSERT_TRUE(graph->append(added.rows()));
    std::vector<RecordingId> removed;
    for (std::size_t i = 0; i < fifth; ++i) removed.emplace_back(truth.ids[i]);
    ASSERT_TRUE(graph->remove(removed));
    ASSERT_TRUE(graph->remove(removed)); // once more: unknown by now
    EXPECT_EQ(graph->size(), count);
    EXPECT_EQ(graph->deleted(), fifth);
    EXPECT_FALSE(graph->shouldRebuild());

    truth.ids.erase(truth.ids.begin(), truth.ids.begin() + static_cast<std::ptrdiff_t>(fifth));
    truth.vectors.erase(truth.vectors.begin(), truth.vectors.begin() + static_cast<std::ptrdiff_t>(fifth));
    truth.ids.insert(truth.ids.end(), added.ids.begin(), added.ids.end());
    truth.vectors.insert(truth.vectors.end(), added.vectors.begin(), added.vectors.end());
    EXPECT_GE(recallOf(*graph, truth, clusters), 0.99);

    ASSERT_TRUE(graph->save(folder / "g", 2));
    const auto loaded = HnswGraph::load(folder / "g", 2);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_GE(recallOf(*loaded, truth, clusters), 0.99);
    for (int q = 0; q < 50; ++q) {
        const auto hits = loaded->search(overall(clusters.next()), 500).value();
        EXPECT_TRUE(std::ranges::none_of(hits, [&](const Hit &hit) { return hit.id.value() <= static_cast<std::int64_t>(fifth); }));
    }
}

TEST(HnswGraph, AReplacedOrReturnedRecordingIsFoundWhereItIsNow)
{
    Clusters clusters(10);
    const Truth truth = collection(clusters, 1000);
    auto graph = HnswGraph::build(truth.rows());
    ASSERT_TRUE(graph);
    ASSERT_TRUE(graph->remove(std::array{RecordingId(500)}));
    Truth moved = collection(clusters, 2);
    moved.ids = {42, 500};
    ASSERT_TRUE(graph->append(moved.rows()));
    EXPECT_EQ(graph->size(), 1000U);
    EXPECT_EQ(graph->deleted(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto hits = graph->search(overall(moved.vectors[i]), 40).value();
        EXPECT_EQ(hits.front().id.value(), moved.ids[i]);
        EXPECT_EQ(std::ranges::count(hits, RecordingId(moved.ids[i]), &Hit::id), 1);
    }
    // Not where they were: at 0.99 and above there is only the vector itself.
    const auto old = graph->search(overall(truth.vectors[41]), 40).value();
    EXPECT_FALSE(std::ranges::any_of(old, [](const Hit &hit) { return hit.id.value() == 42 && hit.cosine > 0.99F; }));
}

TEST(HnswGraph, SaysWhenToRebuild)
{
    Clusters clusters(5);
    const Truth truth = collection(clusters, 200);
    auto graph = HnswGraph::build(truth.rows());
    ASSERT_TRUE(graph);
    EXPECT_FALSE(graph->shouldRebuild());
    std::vector<RecordingId> removed;
    for (std::int64_t id = 1; id <= 60; ++id) removed.emplace_back(id);
    ASSERT_TRUE(graph->remove(removed));
    EXPECT_FALSE(graph->shouldRebuild());
    ASSERT_TRUE(graph->remove(std::array{RecordingId(61)}));
    EXPECT_TRUE(graph->shouldRebuild());

    auto grown = HnswGraph::build(truth.rows());
    ASSERT_TRUE(grown->append(collection(clusters, 200, 1000).rows()));
    EXPECT_FALSE(grown->shouldRebuild());
    ASSERT_TRUE(grown->append(collection(clusters, 1, 5000).rows()));
    EXPECT_TRUE(grown->shouldRebuild());
}

TEST(HnswGraph, OneThreadGivesTheSameGraphEachTime)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    const Truth truth = collection(clusters, 1000);
    ASSERT_TRUE(HnswGraph::build(truth.rows()).value().save(folder / "a", 1));
    ASSERT_TRUE(HnswGraph::build(truth.rows()).value().save(folder / "b", 1));
    EXPECT_EQ(readFile(folder / "a", 1U << 24U).value(), readFile(folder / "b", 1U << 24U).value());
}

TEST(HnswGraph, SavedTwiceIsTheSame)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    ASSERT_TRUE(HnswGraph::build(collection(clusters, 1000).rows()).value().save(folder / "a", 1));
    ASSERT_TRUE(HnswGraph::load(folder / "a", 1, HnswGraph::Use::Change).value().save(folder / "b", 1));
    EXPECT_EQ(readFile(folder / "a", 1U << 24U).value(), readFile(folder / "b", 1U << 24U).value());
}

TEST(HnswGraph, StopsWhenAsked)
{
    Clusters clusters(5);
    const Truth truth = collection(clusters, 500);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(HnswGraph::build(truth.rows(), {.threads = 2, .stop = stop.get_token()}).error().code, ErrorCode::Cancelled);
    std::stop_source inTheMiddle;
    const auto graph = HnswGraph::build(truth.rows(), {.threads = 1, .stop = inTheMiddle.get_token(), .progress = [&](const Progress &) { inTheMiddle.request_stop(); }});
    EXPECT_EQ(graph.error().code, ErrorCode::Cancelled);
}

TEST(HnswGraph, HoldsNothingOneAndZero)
{
    const TemporaryFolder folder;
    Clusters clusters(1);
    const Vector query = clusters.next();
    const auto none = HnswGraph::build({});
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->search(overall(query), 10).value().empty());
    ASSERT_TRUE(none->save(folder / "none", 0));
    auto loaded = HnswGraph::load(folder / "none", 0, HnswGraph::Use::Change);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_TRUE(HnswGraph::load(folder / "none", 0).value().search(overall(query), 10).value().empty());

    VectorRows rows;
    ASSERT_TRUE(rows.add(RecordingId(1), Vector{}));
    ASSERT_TRUE(rows.add(RecordingId(2), query));
    ASSERT_TRUE(loaded->append(rows));
    EXPECT_EQ(loaded->size(), 1U); // a zero vector is near nothing
    EXPECT_EQ(loaded->search(overall(query), 10).value().at(0).id.value(), 2);
    EXPECT_EQ(loaded->search(overall(Vector{}), 10).value().at(0).cosine, 0.0F);
    ASSERT_TRUE(loaded->remove(std::array{RecordingId(2)}));
    EXPECT_TRUE(loaded->search(overall(query), 10).value().empty());
}

TEST(HnswGraph, AMappedOneIsForReading)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    const Truth truth = collection(clusters, 300);
    ASSERT_TRUE(HnswGraph::build(truth.rows()).value().save(folder / "g", 3));
    auto graph = HnswGraph::load(folder / "g", 3);
    ASSERT_TRUE(graph);
    EXPECT_EQ(graph->append(truth.rows()).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(graph->remove(std::array{RecordingId(1)}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(HnswGraph::load(folder / "g", 4).error().code, ErrorCode::Corrupt); // of other vectors
    EXPECT_EQ(HnswGraph::load(folder / "h", 3).error().code, ErrorCode::NotFound);
    std::filesystem::remove(folder / "g");
    EXPECT_EQ(graph->search(overall(truth.vectors[5]), 20).value().front().id.value(), 6);
}

} // namespace
} // namespace taraf::neighbours
