#include "hubs.h"

#include "clusters.h"
#include "taraf/neighbours/exact_scan.h"
#include "taraf/neighbours/index.h"
#include "taraf/neighbours/publish.h"
#include "taraf/test/folder.h"

#include <limits>
#include <map>
#include <numbers>

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

const Calibration kStandard{0.0F, 1.0F};
const Calibration kNear{-30.0F, 1.0F}; ///< to whom all is so near that it says nothing

TEST(LogProximity, IsTheProductOfTwoNormalProbabilities)
{
    EXPECT_NEAR(logProximity(0.0F, kStandard, kStandard), std::log(0.25), 1e-6);
    EXPECT_NEAR(logProximity(1.0F, kStandard, {1.0F, 0.5F}), std::log(0.8413447 * 0.5), 1e-6);
    EXPECT_NEAR(logProximity(-3.0F, kStandard, kNear), std::log(0.001349898), 1e-5);
}

TEST(LogProximity, KeepsItsOrderWhereProbabilitiesNeedMoreDigits)
{
    // Across the seam of the series at -30, and close to 1, where a double probability would be 1 for all.
    double last = -std::numeric_limits<double>::infinity();
    for (float z = -1000.0F; z <= 30.0F; z += z < -40.0F || z > 0.0F ? 0.5F : 0.01F) {
        const double now = logProximity(z, kStandard, kStandard);
        EXPECT_GT(now, last) << z;
        EXPECT_LE(now, 0.0);
        last = now;
    }
    // log Phi(-40) = -804.608442…
    EXPECT_NEAR(logProximity(-40.0F, kStandard, kStandard), 2.0 * -804.608442, 1e-5);
}

TEST(LogProximity, OfForgedNumbersIsANumber)
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    for (const float mean : {nan, infinity, -infinity, 0.0F}) {
        for (const float deviation : {nan, infinity, 0.0F, std::numeric_limits<float>::denorm_min()}) {
            EXPECT_TRUE(std::isfinite(logProximity(0.5F, {mean, deviation}, {0.1F, 0.1F})));
            EXPECT_TRUE(std::isfinite(corrected(0.5F, {mean, deviation}, {0.1F, 0.1F}, kStandard)));
        }
    }
}

TEST(CorrectedCosine, OfOrdinaryTracksIsTheirOwn)
{
    const Calibration ordinary{0.1F, 0.2F};
    for (const float cosine : {-1.0F, -0.2F, 0.1F, 0.5F, 0.999F}) EXPECT_NEAR(corrected(cosine, ordinary, ordinary, ordinary), cosine, 1e-5F);
    EXPECT_LT(corrected(0.5F, ordinary, {0.3F, 0.2F}, ordinary), 0.5F); // near to everything
    EXPECT_GT(corrected(0.5F, ordinary, {-0.1F, 0.2F}, ordinary), 0.5F); // far from everything
    EXPECT_GT(corrected(0.5F, ordinary, {0.1F, 0.1F}, ordinary), 0.5F);
}

TEST(SpreadOf, LeavesOutTheUnknownAndItself)
{
    std::vector<float> cosines(40);
    std::vector<float> known(40, 1.0F);
    for (std::size_t i = 0; i < 38; ++i) cosines[i] = i % 2 == 0 ? 0.1F : 0.3F;
    cosines[38] = 0.9999F;
    known[39] = 0.0F;
    const Calibration spread = spreadOf(cosines, known);
    EXPECT_NEAR(spread.mean, 0.2F, 1e-6F);
    EXPECT_NEAR(spread.deviation, 0.1F, 1e-6F);
    EXPECT_EQ(spreadOf(std::span(cosines).first(1), known), Calibration{});
    EXPECT_EQ(spreadOf({}, {}), Calibration{});
}

/// Four normal clouds off the middle, in 30 dimensions: the few that lie towards the mean of all are hubs.
VectorRows hubbyRows(std::size_t count)
{
    constexpr std::size_t dimensions = 30;
    std::mt19937_64 random(11);
    std::normal_distribution<float> normal;
    std::array<Vector, 4> centers{};
    VectorRows rows;
    for (Vector &center : centers) {
        for (const PartRange &part : kParts) {
            for (std::size_t i = 0; i < dimensions; ++i) center[part.offset + i] = normal(random) + 0.3F;
        }
    }
    for (std::size_t row = 0; row < count; ++row) {
        Vector vector = centers[random() % centers.size()];
        for (const PartRange &part : kParts) {
            for (std::size_t i = 0; i < dimensions; ++i) vector[part.offset + i] += 0.6F * normal(random);
        }
        EXPECT_TRUE(rows.add(RecordingId(static_cast<std::int64_t>(row) + 1), vector));
    }
    return rows;
}

struct Occurrences {
    double skewness = 0.0;
    double orphans = 0.0; ///< of all
    double most = 0.0;
};

/// How often each is among the ten nearest of others.
Occurrences occurrences(const Index &index, const PartWeights &weights, Ranking ranking)
{
    std::map<RecordingId, double> counts;
    for (const std::int64_t id : index.vectors().ids()) counts[RecordingId(id)] = 0.0;
    Vector query{};
    for (std::size_t row = 0; row < index.size(); ++row) {
        const RecordingId self = index.vectors().id(row);
        index.vectors().decode(row, query);
        const auto hits = index.nearest(query, 10, weights, [self](RecordingId id) { return id == self; }, ranking).value();
        for (const Hit &hit : hits) ++counts[hit.id];
    }
    const auto size = static_cast<double>(counts.size());
    Occurrences result;
    double squares = 0.0;
    double cubes = 0.0;
    for (const auto &[id, count] : counts) {
        squares += std::pow(count - 10.0, 2.0) / size;
        cubes += std::pow(count - 10.0, 3.0) / size;
        result.orphans += count == 0.0 ? 1.0 / size : 0.0;
        result.most = std::max(result.most, count);
    }
    result.skewness = cubes / std::pow(squares, 1.5);
    return result;
}

TEST(Corrected, TakesHubsDownAndOrphansIn)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(publish(folder.path(), hubbyRows(2000), {.kind = IndexKind::Exact}));
    const auto index = Index::open(folder.path());
    ASSERT_TRUE(index);
    for (const PartWeights &weights : {kOverall, kMixed}) {
        const Occurrences plain = occurrences(*index, weights, Ranking::Plain);
        const Occurrences even = occurrences(*index, weights, Ranking::Corrected);
        // Half-way by design: README, Hubs.
        EXPECT_LT(even.skewness, 0.9 * plain.skewness);
        EXPECT_LT(even.orphans, 0.6 * plain.orphans);
        EXPECT_LT(even.most, plain.most);
    }
}

TEST(Corrected, RanksByProximityAndKeepsTheCosine)
{
    const TemporaryFolder folder;
    Clusters clusters(60);
    const Truth truth = collection(clusters, 6000);
    ASSERT_TRUE(publish(folder.path(), truth.rows(), {.build = {.threads = 2}}));
    const auto index = Index::open(folder.path());
    ASSERT_TRUE(index);
    ASSERT_EQ(index->kind(), IndexKind::Hnsw);
    std::size_t shared = 0;
    for (int q = 0; q < 50; ++q) {
        const Vector query = clusters.next();
        for (const PartWeights &weights : {kOverall, kMixed}) {
            const auto hits = index->nearest(query, 10, weights, {}, Ranking::Corrected).value();
            ASSERT_EQ(hits.size(), 10U);
            EXPECT_TRUE(std::ranges::is_sorted(hits, std::ranges::greater{}, &Hit::proximity));
            for (const Hit &hit : hits) {
                EXPECT_NEAR(static_cast<double>(hit.cosine), Truth::cosine(truth.vectors[static_cast<std::size_t>(hit.id.value() - 1)], query, weights), 2e-5);
                EXPECT_LE(hit.proximity, 1.0F);
            }
            shared += overlap(exactScan(index->vectors(), query, 10, weights, {}, Ranking::Corrected).value(), hits);
        }
    }
    EXPECT_GE(shared, 985U); // by graph and by scan
}

TEST(Corrected, OfFewTracksIsEveryTrack)
{
    const TemporaryFolder folder;
    Clusters clusters(2);
    for (const std::size_t count : {1U, 2U, 3U}) {
        const Truth truth = collection(clusters, count);
        ASSERT_TRUE(publish(folder.path(), truth.rows(), {}));
        const auto hits = Index::open(folder.path()).value().nearest(truth.vectors[0], 5, kMixed, {}, Ranking::Corrected).value();
        ASSERT_EQ(hits.size(), count);
        for (const Hit &hit : hits) EXPECT_TRUE(std::isfinite(hit.proximity));
    }
}

} // namespace
} // namespace taraf::neighbours
