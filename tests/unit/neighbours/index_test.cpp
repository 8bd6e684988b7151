#include "taraf/neighbours/index.h"

#include "clusters.h"
#include "taraf/neighbours/exact_scan.h"
#include "taraf/neighbours/publish.h"
#include "taraf/test/folder.h"

#include <thread>

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

TEST(Index, ScansSmallCollectionsAndWalksLargeOnes)
{
    const TemporaryFolder folder;
    Clusters clusters(60);
    const Truth small = collection(clusters, kExactBelow - 1);
    ASSERT_EQ(publish(folder / "small", small.rows(), {}).value().graph, Published::Graph::None);
    EXPECT_EQ(Index::open(folder / "small").value().kind(), IndexKind::Exact);
    const Truth large = collection(clusters, kExactBelow);
    ASSERT_EQ(publish(folder / "large", large.rows(), {.build = {.threads = 2}}).value().graph, Published::Graph::Built);
    const auto index = Index::open(folder / "large");
    ASSERT_TRUE(index) << index.error().message;
    EXPECT_EQ(index->kind(), IndexKind::Hnsw);
    EXPECT_TRUE(index->notes().empty());
    EXPECT_EQ(Index::open(folder / "large", IndexKind::Exact).value().kind(), IndexKind::Exact);

    std::size_t found = 0;
    for (int q = 0; q < 100; ++q) {
        const Vector query = clusters.next();
        for (const PartWeights &weights : {kOverall, kMixed}) {
            const auto hits = index->nearest(query, 10, weights);
            ASSERT_TRUE(hits);
            ASSERT_EQ(hits->size(), 10U);
            for (const Hit &hit : *hits) {
                EXPECT_NEAR(static_cast<double>(hit.cosine), Truth::cosine(large.vectors[static_cast<std::size_t>(hit.id.value() - 1)], query, weights), 2e-5);
            }
            EXPECT_TRUE(std::ranges::is_sorted(*hits, std::ranges::greater{}, &Hit::cosine));
            found += overlap(*hits, large.nearest(query, 10, weights));
        }
    }
    EXPECT_GE(found, 1980U);
}

TEST(Index, BuildsAGraphInMemoryWhereOneIsAskedFor)
{
    const TemporaryFolder folder;
    Clusters clusters(10);
    const Truth truth = collection(clusters, 1000);
    ASSERT_TRUE(publish(folder.path(), truth.rows(), {.kind = IndexKind::Exact}));
    const auto index = Index::open(folder.path(), IndexKind::Hnsw);
    ASSERT_TRUE(index);
    EXPECT_EQ(index->kind(), IndexKind::Hnsw);
    EXPECT_EQ(index->notes().size(), 1U);
    EXPECT_EQ(index->nearest(truth.vectors[3], 1, kOverall).value().at(0).id.value(), 4);
}

TEST(Index, GivesKWhateverIsExcluded)
{
    const TemporaryFolder folder;
    Clusters clusters(60);
    const Truth truth = collection(clusters, 6000);
    ASSERT_TRUE(publish(folder.path(), truth.rows(), {.build = {.threads = 2}}));
    const auto index = Index::open(folder.path());
    ASSERT_TRUE(index);
    ASSERT_EQ(index->kind(), IndexKind::Hnsw);
    const Vector query = truth.vectors[100];
    const auto plain = index->nearest(query, 10, kOverall).value();
    EXPECT_EQ(plain.front().id.value(), 101);
    const auto other = index->nearest(query, 10, kOverall, [](RecordingId id) { return id.value() == 101; }).value();
    ASSERT_EQ(other.size(), 10U);
    for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(other[i], plain[i + 1]);
    // Only 7 of 6,000 are allowed, far away as they may be.
    const Exclude most = [](RecordingId id) { return id.value() % 857 != 0; };
    EXPECT_EQ(index->nearest(query, 10, kOverall, most).value(), exactScan(index->vectors(), query, 10, kOverall, most).value());
    EXPECT_EQ(index->nearest(query, 10, kOverall, most).value().size(), 7U);
    EXPECT_EQ(index->nearest(query, 100000, kOverall).value().size(), 6000U);
    EXPECT_TRUE(index->nearest(query, 0, kOverall).value().empty());
    EXPECT_EQ(index->nearest(query, 10, {}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(index->nearest(Vector{}, 3, kOverall).value().at(0), (Hit{RecordingId(1), 0.0F}));
}

TEST(Index, AnswersManyThreadsAtOnce)
{
    const TemporaryFolder folder;
    Clusters clusters(60);
    const Truth truth = collection(clusters, kExactBelow);
    ASSERT_TRUE(publish(folder.path(), truth.rows(), {.build = {.threads = 2}}));
    const auto index = Index::open(folder.path());
    ASSERT_TRUE(index);
    std::vector<Vector> queries = clusters.next(20);
    std::vector<std::vector<Hit>> wanted;
    for (const Vector &query : queries) wanted.push_back(index->nearest(query, 10, kOverall).value());
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int round = 0; round < 10; ++round) {
                for (std::size_t q = 0; q < queries.size(); ++q) EXPECT_EQ(index->nearest(queries[q], 10, kOverall).value(), wanted[q]);
                EXPECT_EQ(index->nearest(queries[0], 10, kMixed).value().size(), 10U);
            }
        });
    }
}

TEST(Index, SaysThatNothingIsThere)
{
    const TemporaryFolder folder;
    const auto index = Index::open(folder / "none");
    ASSERT_FALSE(index);
    EXPECT_EQ(index.error().code, ErrorCode::NotFound);
    EXPECT_TRUE(index.error().message.contains("taraf rescan"));
}

} // namespace
} // namespace taraf::neighbours
