#include "taraf/neighbours/exact_scan.h"

#include "clusters.h"
#include "taraf/test/folder.h"

#include <limits>
#include <set>

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

#if defined(TARAF_SANITIZED)
// So few that one that changes places at the tenth weighs 0.002.
constexpr std::size_t kQueries = 50;
constexpr double kLeastRecall = 0.99;
#else
constexpr std::size_t kQueries = 500;
constexpr double kLeastRecall = 0.998;
#endif

VectorFile fileOf(const TemporaryFolder &folder, const VectorRows &rows)
{
    EXPECT_TRUE(writeVectorFile(folder / "v", rows, 0, {}));
    auto file = VectorFile::open(folder / "v");
    EXPECT_TRUE(file);
    return std::move(*file);
}

TEST(ExactScan, FindsWhatFloatsFind)
{
    const TemporaryFolder folder;
    Clusters clusters(50);
    const Truth truth = collection(clusters, 5000);
    const VectorFile file = fileOf(folder, truth.rows());
    for (const PartWeights &weights : {kOverall, kMixed, PartWeights{0.0F, 1.0F, 0.0F, 0.0F}, PartWeights{0.0F, 0.0F, 0.5F, 0.5F}}) {
        std::size_t found = 0;
        std::size_t lostByCodes = 0;
        for (std::size_t q = 0; q < kQueries; ++q) {
            const Vector query = clusters.next();
            const auto hits = exactScan(file, query, 10, weights);
            ASSERT_TRUE(hits);
            ASSERT_EQ(hits->size(), 10U);
            const auto wanted = truth.nearest(query, 10, weights);
            found += overlap(*hits, wanted);
            EXPECT_TRUE(std::ranges::is_sorted(*hits, std::ranges::greater{}, &Hit::cosine));
            // Asked for all, every row is ranked by all 16 bits: what the high planes kept from being ranked.
            const auto all = exactScan(file, query, file.size(), weights).value();
            lostByCodes += 10 - overlap(*hits, {all.begin(), all.begin() + 10});
            for (const Hit &missed : wanted) {
                const bool isFound = std::ranges::contains(*hits, missed.id, &Hit::id);
                EXPECT_TRUE(isFound || missed.cosine - wanted.back().cosine <= 1e-5F);
            }
            for (std::size_t i = 0; i < 10; ++i) {
                EXPECT_NEAR((*hits)[i].cosine, wanted[i].cosine, 2e-5F);
                const auto row = static_cast<std::size_t>((*hits)[i].id.value() - 1);
                EXPECT_NEAR(static_cast<double>((*hits)[i].cosine), Truth::cosine(truth.vectors[row], query, weights), 2e-5);
            }
        }
        EXPECT_EQ(lostByCodes, 0U);
        // Cosines closer than about 1e-5 can change places when vectors are kept in 16 bits.
        EXPECT_GE(static_cast<double>(found) / (10.0 * kQueries), kLeastRecall) << weights[0];
    }
}

TEST(ExactScan, TheQuerysLengthDoesNotMatter)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    const Truth truth = collection(clusters, 500);
    const VectorFile file = fileOf(folder, truth.rows());
    const Vector query = clusters.next();
    for (const float factor : {1e-20F, 123.0F, 1e20F}) {
        Vector scaled = query;
        for (float &x : scaled) x *= factor;
        const auto a = exactScan(file, query, 20, kMixed).value();
        const auto b = exactScan(file, scaled, 20, kMixed).value();
        ASSERT_EQ(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i].cosine, b[i].cosine, 1e-5F);
    }
}

TEST(ExactScan, EqualOnesComeByAscendingId)
{
    const TemporaryFolder folder;
    Clusters clusters(1);
    const Vector same = clusters.next();
    VectorRows rows;
    for (std::int64_t id = 1; id <= 3000; ++id) ASSERT_TRUE(rows.add(RecordingId(id * 2), same));
    const VectorFile file = fileOf(folder, rows);
    const auto hits = exactScan(file, same, 100, kOverall).value();
    ASSERT_EQ(hits.size(), 100U);
    for (std::size_t i = 0; i < hits.size(); ++i) EXPECT_EQ(hits[i].id.value(), static_cast<std::int64_t>(2 * (i + 1)));
}

TEST(ExactScan, LeavesOutWhatIsExcluded)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    const Truth truth = collection(clusters, 2000);
    const VectorFile file = fileOf(folder, truth.rows());
    const Vector query = clusters.next();
    const auto all = exactScan(file, query, 20, kOverall).value();
    std::set<RecordingId> out;
    for (std::size_t i = 0; i < 20; i += 2) out.insert(all[i].id);
    const auto hits = exactScan(file, query, 10, kOverall, [&](RecordingId id) { return out.contains(id); }).value();
    ASSERT_EQ(hits.size(), 10U);
    for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(hits[i], all[2 * i + 1]);
    EXPECT_EQ(exactScan(file, query, 10, kOverall, [](RecordingId id) { return id.value() != 77; }).value().at(0).id.value(), 77);
    EXPECT_TRUE(exactScan(file, query, 10, kOverall, [](RecordingId) { return true; }).value().empty());
}

TEST(ExactScan, GivesAllThereIs)
{
    const TemporaryFolder folder;
    Clusters clusters(2);
    const Truth truth = collection(clusters, 1500);
    const VectorFile file = fileOf(folder, truth.rows());
    const Vector query = clusters.next();
    EXPECT_EQ(exactScan(file, query, std::numeric_limits<std::size_t>::max() / 8, kMixed).value().size(), 1500U);
    EXPECT_TRUE(exactScan(file, query, 0, kMixed).value().empty());
    EXPECT_TRUE(exactScan(fileOf(folder, {}), query, 5, kMixed).value().empty());
    EXPECT_EQ(exactScan(fileOf(folder, collection(clusters, 1).rows()), query, 5, kMixed).value().size(), 1U);
}

TEST(ExactScan, NothingToCompareIsZero)
{
    const TemporaryFolder folder;
    Clusters clusters(1);
    VectorRows rows;
    const Vector near = clusters.next();
    Vector far = near;
    for (float &x : far) x = -x;
    ASSERT_TRUE(rows.add(RecordingId(1), far));
    ASSERT_TRUE(rows.add(RecordingId(2), Vector{}));
    ASSERT_TRUE(rows.add(RecordingId(3), near));
    const VectorFile file = fileOf(folder, rows);
    const auto hits = exactScan(file, near, 3, kMixed).value();
    ASSERT_EQ(hits.size(), 3U);
    EXPECT_EQ(hits[0].id.value(), 3);
    EXPECT_EQ(hits[1], (Hit{RecordingId(2), 0.0F}));
    EXPECT_NEAR(hits[2].cosine, -1.0F, 1e-3F);
    const auto ofNothing = exactScan(file, Vector{}, 3, kMixed).value();
    EXPECT_TRUE(std::ranges::all_of(ofNothing, [](const Hit &hit) { return hit.cosine == 0.0F; }));
}

TEST(ExactScan, RefusesNonsense)
{
    const TemporaryFolder folder;
    Clusters clusters(1);
    const VectorFile file = fileOf(folder, collection(clusters, 3).rows());
    const Vector query = clusters.next();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (const PartWeights &weights : {PartWeights{}, PartWeights{1.0F, -0.1F, 0.0F, 0.0F}, PartWeights{nan, 1.0F, 0.0F, 0.0F}}) {
        EXPECT_EQ(exactScan(file, query, 3, weights).error().code, ErrorCode::InvalidArgument);
    }
    Vector broken = query;
    broken[255] = nan;
    EXPECT_EQ(exactScan(file, broken, 3, kOverall).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace taraf::neighbours
