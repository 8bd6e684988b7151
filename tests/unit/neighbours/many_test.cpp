#include "taraf/neighbours/index.h"
#include "taraf/neighbours/publish.h"

#include "clusters.h"
#include "taraf/test/folder.h"

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

/// A catalogue once lost tracks because its ids had 16 bits. Ours are asked for by name, past that and after deletions.
TEST(Many, EveryRecordingPast65536IsItsOwnNeighbour)
{
#if defined(TARAF_SANITIZED)
    GTEST_SKIP() << "a graph of this size takes minutes under a sanitizer";
#endif
    constexpr std::int64_t count = 66'000, firstId = 40'000; // ids and rows both pass 65,536, at different tracks
    const TemporaryFolder folder;
    Clusters clusters(600);
    VectorRows rows;
    for (std::int64_t i = 0; i < count; ++i) ASSERT_TRUE(rows.add(RecordingId(firstId + i), clusters.next()));
    ASSERT_TRUE(publish(folder.path(), rows, {.mapGeneration = 1, .kind = IndexKind::Hnsw, .build = {.threads = 2}}));

    const auto check = [&](const Index &index, std::int64_t id) {
        Vector vector{};
        const auto row = index.vectors().row(RecordingId(id));
        ASSERT_TRUE(row) << id;
        index.vectors().decode(*row, vector);
        const auto hits = index.nearest(vector, 1, kOverall);
        ASSERT_TRUE(hits && hits->size() == 1) << id;
        EXPECT_EQ((*hits)[0].id, RecordingId(id));
    };
    const std::array<std::int64_t, 7> probed{firstId, 65'535, 65'536, 65'537, firstId + 65'535, firstId + 65'536, firstId + count - 1};
    {
        const auto index = Index::open(folder.path(), IndexKind::Hnsw);
        ASSERT_TRUE(index);
        ASSERT_EQ(index->kind(), IndexKind::Hnsw);
        for (const std::int64_t id : probed) check(*index, id);
    }
    // Take out a track before each of them, and one of them.
    Changes changes;
    for (const std::int64_t id : probed) changes.removed.emplace_back(id == firstId ? id : id - 3);
    ASSERT_TRUE(update(folder.path(), changes, {.mapGeneration = 1, .kind = IndexKind::Hnsw}));
    const auto index = Index::open(folder.path(), IndexKind::Hnsw);
    ASSERT_TRUE(index);
    EXPECT_FALSE(index->vectors().row(RecordingId(firstId)));
    for (const std::int64_t id : probed) {
        if (id != firstId) check(*index, id);
    }
}

} // namespace
} // namespace taraf::neighbours
