#include "taraf/neighbours/vector_file.h"

#include "clusters.h"
#include "taraf/base/file.h"
#include "taraf/test/folder.h"

#include <limits>

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

TEST(VectorFile, KeepsWhatWasWritten)
{
    const TemporaryFolder folder;
    Clusters clusters(10);
    const Truth truth = collection(clusters, 1500, (std::int64_t{1} << 40) + 7, 3);
    ASSERT_TRUE(writeVectorFile(folder / "v", truth.rows(), 0x1234567890ABCDEFU, UnixTime(1700000000)));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_TRUE(file->verify());
    ASSERT_EQ(file->size(), 1500U);
    EXPECT_EQ(file->generation(), 0x1234567890ABCDEFU);
    EXPECT_EQ(file->createdAt(), UnixTime(1700000000));
    const VectorRows rows = truth.rows();
    EXPECT_EQ(file->buildId(), rows.buildId(0x1234567890ABCDEFU));
    for (std::size_t row = 0; row < file->size(); ++row) {
        EXPECT_EQ(file->id(row).value(), truth.ids[row]);
        EXPECT_EQ(file->row(RecordingId(truth.ids[row])), row);
        Vector decoded{};
        file->decode(row, decoded);
        for (std::size_t i = 0; i < kVectorSize; ++i) ASSERT_NEAR(decoded[i], truth.vectors[row][i], 2e-5F);
        EXPECT_NEAR(static_cast<double>(file->cosine(row, truth.vectors[0], kMixed)), Truth::cosine(truth.vectors[row], truth.vectors[0], kMixed), 2e-5);
        EXPECT_TRUE(file->isSame(row, rows.codes(row)));
        EXPECT_FALSE(file->isSame(row, rows.codes((row + 1) % rows.size())));
    }
    for (const std::int64_t absent : {std::int64_t{0}, std::int64_t{1}, truth.ids.front() + 1, truth.ids.back() + 1}) {
        EXPECT_FALSE(file->row(RecordingId(absent)));
    }
}

TEST(VectorFile, FindsRowsWhereverIdsLie)
{
    const TemporaryFolder folder;
    Clusters clusters(2);
    // Far apart, close together, and one that makes all others look close.
    Truth truth = collection(clusters, 300);
    for (std::size_t i = 0; i < 100; ++i) truth.ids[i] = static_cast<std::int64_t>(2 * i * i * i + 5);
    for (std::size_t i = 100; i < 299; ++i) truth.ids[i] = 3'000'000 + static_cast<std::int64_t>(i) * 2;
    truth.ids[299] = std::numeric_limits<std::int64_t>::max();
    ASSERT_TRUE(writeVectorFile(folder / "v", truth.rows(), 0, {}));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file);
    for (std::size_t row = 0; row < truth.ids.size(); ++row) {
        EXPECT_EQ(file->row(RecordingId(truth.ids[row])), row);
        EXPECT_FALSE(file->row(RecordingId(truth.ids[row] - 1)));
    }
}

TEST(VectorFile, DecodesOnlyThePartsAskedFor)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    ASSERT_TRUE(writeVectorFile(folder / "v", collection(clusters, 3).rows(), 0, {}));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file);
    Vector whole{};
    Vector overall{};
    overall.fill(7.0F);
    file->decode(2, whole);
    file->decode(2, overall, kOverall);
    const std::size_t size = range(Part::Overall).size;
    EXPECT_TRUE(std::ranges::equal(std::span(whole).first(size), std::span(overall).first(size)));
    EXPECT_TRUE(std::ranges::all_of(std::span(overall).subspan(size), [](float x) { return x == 0.0F; }));
}

TEST(VectorFile, TheHighPlaneIsThePartByItselfAndTheLowOneTheRest)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    const Truth truth = collection(clusters, 50);
    ASSERT_TRUE(writeVectorFile(folder / "v", truth.rows(), 0, {}));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file);
    for (const PartRange &part : kParts) {
        ASSERT_EQ(file->high(part.part).size(), 50 * part.size);
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(file->high(part.part).data()) % 64, 0U);
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(file->low(part.part).data()) % 64, 0U);
        for (std::size_t row = 0; row < 50; ++row) {
            const float step = file->scales(part.part)[row];
            for (std::size_t i = 0; i < part.size; ++i) {
                const int high = file->high(part.part)[row * part.size + i];
                const int low = file->low(part.part)[row * part.size + i];
                const float wanted = truth.vectors[row][part.offset + i];
                EXPECT_NEAR(step * 256.0F * static_cast<float>(high), wanted, step * 129.0F); // rounded: half a high step
                EXPECT_NEAR(step * static_cast<float>(256 * high + low), wanted, step);
            }
        }
    }
}

TEST(VectorFile, AnEarlierVersionIsUnsupported)
{
    const TemporaryFolder folder;
    // The first bytes of a file of version 1, whose header was half as long; and one cut off after them.
    std::string bytes = "TarafVec";
    bytes += std::string("\1\0\0\0\4\3\2\1", 8);
    for (const std::size_t rest : {0U, 112U, 4096U}) {
        const auto file = VectorFile::open(folder.write("v", bytes + std::string(rest, '\0')));
        ASSERT_FALSE(file);
        EXPECT_EQ(file.error().code, ErrorCode::Unsupported) << file.error().message;
        EXPECT_TRUE(file.error().message.contains("another version")) << file.error().message;
    }
}

TEST(VectorFile, CalibratesEachPart)
{
    const TemporaryFolder folder;
    // All pairs of three: cosines 1, 0, 0 in the overall part; harmony is known of one alone.
    VectorRows rows;
    Vector a{};
    Vector b{};
    a[0] = 1.0F;
    b[1] = 1.0F;
    a[range(Part::Harmony).offset] = 1.0F;
    ASSERT_TRUE(rows.add(RecordingId(1), a));
    a[range(Part::Harmony).offset] = 0.0F;
    ASSERT_TRUE(rows.add(RecordingId(2), a));
    ASSERT_TRUE(rows.add(RecordingId(3), b));
    ASSERT_TRUE(writeVectorFile(folder / "v", rows, 0, {}));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file);
    EXPECT_NEAR(file->calibrations()[0].mean, 1.0F / 3.0F, 1e-5F);
    EXPECT_NEAR(file->calibrations()[0].deviation, std::sqrt(1.0F / 3.0F), 1e-5F);
    EXPECT_EQ(file->calibrations()[static_cast<std::size_t>(Part::Harmony)], Calibration{});
}

TEST(VectorFile, TheSampledCalibrationIsCloseToAllPairs)
{
    const TemporaryFolder folder;
    Clusters clusters(4);
    const Truth truth = collection(clusters, 400);
    double sum = 0.0;
    for (std::size_t i = 0; i < 400; ++i) {
        for (std::size_t j = i + 1; j < 400; ++j) sum += Truth::cosine(truth.vectors[i], truth.vectors[j], kOverall);
    }
    ASSERT_TRUE(writeVectorFile(folder / "v", truth.rows(), 0, {}));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file);
    EXPECT_NEAR(static_cast<double>(file->calibrations()[0].mean), sum / (400.0 * 399.0 / 2.0), 0.01);
}

TEST(VectorFile, TheSameRowsGiveTheSameBytes)
{
    const TemporaryFolder folder;
    Clusters clusters(4);
    const Truth truth = collection(clusters, 300);
    ASSERT_TRUE(writeVectorFile(folder / "a", truth.rows(), 5, UnixTime(9)));
    ASSERT_TRUE(writeVectorFile(folder / "b", truth.rows(), 5, UnixTime(9)));
    EXPECT_EQ(readFile(folder / "a", 1U << 24U).value(), readFile(folder / "b", 1U << 24U).value());
}

TEST(VectorFile, OutlivesItsName)
{
    const TemporaryFolder folder;
    Clusters clusters(4);
    const Truth first = collection(clusters, 100);
    ASSERT_TRUE(writeVectorFile(folder / "v", first.rows(), 1, {}));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->changedOnDisk());
    ASSERT_TRUE(writeVectorFile(folder / "v", collection(clusters, 3000).rows(), 2, {}));
    EXPECT_TRUE(file->changedOnDisk());
    EXPECT_EQ(file->size(), 100U);
    EXPECT_EQ(file->generation(), 1U);
    EXPECT_NEAR(file->cosine(99, first.vectors[99], kOverall), 1.0F, 1e-3F);
    EXPECT_EQ(VectorFile::open(folder / "v")->size(), 3000U);
    std::filesystem::remove(folder / "v");
    EXPECT_TRUE(file->changedOnDisk());
    EXPECT_TRUE(file->verify());
}

TEST(VectorFile, HoldsNothingAndOne)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(writeVectorFile(folder / "none", {}, 0, {}));
    const auto none = VectorFile::open(folder / "none");
    ASSERT_TRUE(none) << none.error().message;
    EXPECT_EQ(none->size(), 0U);
    EXPECT_FALSE(none->row(RecordingId(1)));
    EXPECT_TRUE(none->verify());
    Clusters clusters(1);
    ASSERT_TRUE(writeVectorFile(folder / "one", collection(clusters, 1, std::numeric_limits<std::int64_t>::max()).rows(), 0, {}));
    EXPECT_EQ(VectorFile::open(folder / "one")->row(RecordingId(std::numeric_limits<std::int64_t>::max())), 0U);
}

TEST(VectorRows, RefusesWhatCannotBeAsked)
{
    VectorRows rows;
    Vector vector{};
    EXPECT_EQ(rows.add(RecordingId(0), vector).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(rows.add(RecordingId(-5), vector).error().code, ErrorCode::InvalidArgument);
    ASSERT_TRUE(rows.add(RecordingId(5), vector));
    EXPECT_EQ(rows.add(RecordingId(5), vector).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(rows.add(RecordingId(4), vector).error().code, ErrorCode::InvalidArgument);
    vector[200] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(rows.add(RecordingId(6), vector).error().code, ErrorCode::InvalidArgument);
    vector[200] = std::numeric_limits<float>::infinity();
    EXPECT_EQ(rows.add(RecordingId(6), vector).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(rows.size(), 1U);
}

TEST(VectorRows, MergesChanges)
{
    const TemporaryFolder folder;
    Clusters clusters(3);
    const Truth old = collection(clusters, 5, 10, 10); // 10 20 30 40 50
    ASSERT_TRUE(writeVectorFile(folder / "v", old.rows(), 0, {}));
    const auto file = VectorFile::open(folder / "v");
    ASSERT_TRUE(file);
    Truth changed = collection(clusters, 4);
    changed.ids = {5, 20, 25, 60};
    const std::vector<RecordingId> removed{RecordingId(50), RecordingId(30), RecordingId(20), RecordingId(999)};
    const VectorRows oldRows = old.rows();
    const VectorRows changedRows = changed.rows();
    const VectorRows merged = VectorRows::merged(*file, changedRows, removed);
    EXPECT_TRUE(std::ranges::equal(merged.ids(), std::vector<std::int64_t>{5, 10, 20, 25, 40, 60}));
    EXPECT_TRUE(std::ranges::equal(merged.codes(2), changedRows.codes(1)));
    EXPECT_TRUE(std::ranges::equal(merged.codes(4), oldRows.codes(3)));
}

} // namespace
} // namespace taraf::neighbours
