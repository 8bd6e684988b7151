#include "taraf/neighbours/publish.h"

#include "clusters.h"
#include "hubs.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "taraf/test/folder.h"

#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace taraf::neighbours {
namespace {

using namespace test;
using taraf::test::TemporaryFolder;

const PublishOptions kWithGraph{.mapGeneration = 1, .created = {}, .kind = IndexKind::Hnsw, .build = {}};

std::size_t entries(const std::string &folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

std::vector<std::int64_t> graphIds(const Index &index, const Vector &query)
{
    std::vector<std::int64_t> ids;
    const auto hits = index.nearest(query, 10, kOverall);
    EXPECT_TRUE(hits);
    for (const Hit &hit : *hits) ids.push_back(hit.id.value());
    return ids;
}

TEST(Publish, LeavesOnePairAndTheLock)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    for (int i = 0; i < 3; ++i) {
        // What a killed writer leaves behind.
        folder.write("vectors.taraf.new-1-0", "half");
        folder.write("overall-0123456789abcdef.graph.new-1-1", "half");
        folder.write("somebody-elses", "file");
        ASSERT_TRUE(publish(folder.path(), collection(clusters, 300).rows(), kWithGraph));
        EXPECT_EQ(entries(folder.path()), 4U); // vectors, graph, lock, somebody else's
        EXPECT_TRUE(Index::open(folder.path(), IndexKind::Hnsw).value().notes().empty());
    }
    ASSERT_TRUE(publish(folder.path(), collection(clusters, 300).rows(), {.kind = IndexKind::Exact}));
    EXPECT_EQ(entries(folder.path()), 3U);
}

TEST(Publish, UpdatesWithoutRebuilding)
{
    const TemporaryFolder folder;
    Clusters clusters(20);
    Truth truth = collection(clusters, 2000);
    ASSERT_EQ(publish(folder.path(), truth.rows(), kWithGraph).value().graph, Published::Graph::Built);
    const auto before = Index::open(folder.path(), IndexKind::Hnsw);
    ASSERT_TRUE(before);
    EXPECT_FALSE(before->changedOnDisk());

    Truth upserts = collection(clusters, 3);
    upserts.ids = {7, 5000, 5001};
    const auto updated = update(folder.path(), {.upserts = upserts.rows(), .removed = {RecordingId(8), RecordingId(424242)}}, kWithGraph);
    ASSERT_TRUE(updated) << updated.error().message;
    EXPECT_EQ(updated->graph, Published::Graph::Changed);
    EXPECT_EQ(updated->rows, 2001U);
    EXPECT_TRUE(updated->note.empty());
    EXPECT_TRUE(before->changedOnDisk());
    const auto after = Index::open(folder.path(), IndexKind::Hnsw);
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->notes().empty());
    EXPECT_EQ(graphIds(*after, upserts.vectors[0]).front(), 7);
    EXPECT_EQ(graphIds(*after, upserts.vectors[1]).front(), 5000);
    EXPECT_EQ(graphIds(*before, truth.vectors[7]).front(), 8);
    EXPECT_FALSE(std::ranges::contains(graphIds(*after, truth.vectors[7]), 8));
    EXPECT_EQ(after->nearest(truth.vectors[7], 3000, kMixed).value().size(), 2001U);

    EXPECT_EQ(update(folder.path(), {}, kWithGraph).value().graph, Published::Graph::Kept);
    EXPECT_FALSE(after->changedOnDisk());
    // Over 30 % deleted: built anew, and nothing deleted is left in it.
    Changes many;
    for (std::int64_t id = 1000; id < 1900; ++id) many.removed.emplace_back(id);
    EXPECT_EQ(update(folder.path(), many, kWithGraph).value().graph, Published::Graph::Built);
    EXPECT_EQ(Index::open(folder.path(), IndexKind::Hnsw).value().size(), 1101U);
}

/// A row's spreads, all parts.
std::vector<Calibration> spreadsOf(const VectorFile &file, std::int64_t id)
{
    std::vector<Calibration> spreads;
    for (const PartRange &part : kParts) spreads.push_back(file.spreads(part.part)[*file.row(RecordingId(id))]);
    return spreads;
}

TEST(Publish, AddingTracksChangesNobodysSpread)
{
    const TemporaryFolder folder;
    Clusters clusters(20);
    const Truth truth = collection(clusters, 1000);
    ASSERT_TRUE(publish(folder.path(), truth.rows(), kWithGraph));
    const auto before = VectorFile::open(vectorFilePath(folder.path()));
    ASSERT_TRUE(before);
    EXPECT_EQ(before->anchors().count, 256U);

    // The new ones are from elsewhere, as many again, and anchors go.
    Clusters others(20, 2);
    Changes changes;
    Truth added = collection(others, 1001, 1000);
    added.ids[0] = 500;
    std::ranges::sort(added.ids);
    changes.upserts = added.rows();
    for (std::int64_t id = 1; id <= 499; ++id) changes.removed.emplace_back(id);
    ASSERT_TRUE(update(folder.path(), changes, kWithGraph));
    const auto after = VectorFile::open(vectorFilePath(folder.path()));
    ASSERT_TRUE(after);
    for (std::size_t i = 0; i < kPartCount; ++i) {
        EXPECT_TRUE(std::ranges::equal(before->anchors().codes[i], after->anchors().codes[i]));
        EXPECT_TRUE(std::ranges::equal(before->anchors().scales[i], after->anchors().scales[i]));
    }
    for (std::int64_t id = 501; id <= 999; ++id) EXPECT_EQ(spreadsOf(*before, id), spreadsOf(*after, id)) << id;
    EXPECT_NE(spreadsOf(*before, 500), spreadsOf(*after, 500)); // it has another vector
    // What is carried over is what would be computed.
    for (const PartRange &part : kParts) {
        const std::size_t row = *after->row(RecordingId(600));
        std::array<std::int16_t, kVectorSize> codes{};
        after->codes(row, codes);
        EXPECT_EQ(after->spreads(part.part)[row], spreadTo(after->anchors(), part, std::span(codes).subspan(part.offset, part.size)));
    }
}

TEST(Publish, AnchorsAreChosenAnewWhenThereWereTooFew)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    ASSERT_TRUE(publish(folder.path(), collection(clusters, 10).rows(), kWithGraph));
    EXPECT_EQ(VectorFile::open(vectorFilePath(folder.path())).value().anchors().count, 10U);
    ASSERT_TRUE(update(folder.path(), {.upserts = collection(clusters, 10, 100).rows(), .removed = {}}, kWithGraph));
    EXPECT_EQ(VectorFile::open(vectorFilePath(folder.path())).value().anchors().count, 10U);
    ASSERT_TRUE(update(folder.path(), {.upserts = collection(clusters, 480, 1000).rows(), .removed = {}}, kWithGraph));
    EXPECT_EQ(VectorFile::open(vectorFilePath(folder.path())).value().anchors().count, 256U);
}

TEST(Publish, UpdateSaysWhenEverythingIsNeeded)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    EXPECT_EQ(update(folder / "new", {}, kWithGraph).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(publish(folder.path(), collection(clusters, 100).rows(), kWithGraph));
    PublishOptions other = kWithGraph;
    other.mapGeneration = 2;
    EXPECT_EQ(update(folder.path(), {}, other).error().code, ErrorCode::InvalidArgument);
    auto bytes = readFile(vectorFilePath(folder.path()), 1U << 24U).value();
    bytes[bytes.size() - 100] = static_cast<char>(~bytes[bytes.size() - 100]); // in a vector: opening doesn't see it, updating does
    ASSERT_TRUE(writeAtomically(vectorFilePath(folder.path()), bytes));
    EXPECT_TRUE(Index::open(folder.path()));
    EXPECT_EQ(update(folder.path(), {}, kWithGraph).error().code, ErrorCode::Corrupt);
}

TEST(Publish, UpdateReplacesADamagedGraph)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    ASSERT_TRUE(publish(folder.path(), collection(clusters, 500).rows(), kWithGraph));
    const std::uint64_t buildId = VectorFile::open(vectorFilePath(folder.path())).value().buildId();
    folder.write(fileName(graphFilePath(folder.path(), buildId)), "<html>");
    const auto index = Index::open(folder.path(), IndexKind::Hnsw);
    ASSERT_TRUE(index);
    EXPECT_EQ(index->notes().size(), 1U);
    const auto updated = update(folder.path(), {.upserts = collection(clusters, 1, 1000).rows(), .removed = {}}, kWithGraph);
    ASSERT_TRUE(updated);
    EXPECT_EQ(updated->graph, Published::Graph::Built);
    EXPECT_FALSE(updated->note.empty());
}

TEST(Publish, OneWriterAtATime)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    const VectorRows rows = collection(clusters, 200).rows();
    Result<Published> second;
    PublishOptions options = kWithGraph;
    options.build.progress = [&](const Progress &) {
        if (second) second = publish(folder.path(), rows, kWithGraph);
    };
    ASSERT_TRUE(publish(folder.path(), rows, options));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Busy);
    EXPECT_TRUE(publish(folder.path(), rows, kWithGraph));
}

TEST(Publish, ACancelledOneLeavesTheOldOne)
{
    const TemporaryFolder folder;
    Clusters clusters(5);
    const Truth old = collection(clusters, 300);
    ASSERT_TRUE(publish(folder.path(), old.rows(), kWithGraph));
    std::stop_source stop;
    PublishOptions options = kWithGraph;
    options.build.stop = stop.get_token();
    options.build.progress = [&](const Progress &) { stop.request_stop(); };
    EXPECT_EQ(publish(folder.path(), collection(clusters, 400).rows(), options).error().code, ErrorCode::Cancelled);
    EXPECT_EQ(Index::open(folder.path(), IndexKind::Hnsw).value().size(), 300U);
    EXPECT_EQ(entries(folder.path()), 3U);
}

/// Generation g has the ids g * 1000 + 1 and on, one vector each that says g: what is mixed shows.
Truth generation(std::int64_t g)
{
    Clusters clusters(3, static_cast<unsigned>(g));
    return collection(clusters, 120 + static_cast<std::size_t>(g % 7) * 10, g * 1000 + 1);
}

/// Opens what is there and asks it by graph and by scan. Gives the generation.
std::int64_t askOnce(const std::string &folder)
{
    const auto index = Index::open(folder, IndexKind::Hnsw);
    EXPECT_TRUE(index) << index.error().message;
    if (!index) return -1;
    EXPECT_TRUE(index->notes().empty()) << index->notes().front(); // a graph of its own, always
    const std::int64_t g = index->vectors().id(0).value() / 1000;
    EXPECT_EQ(index->vectors().generation(), static_cast<std::uint64_t>(g));
    const Truth truth = generation(g);
    EXPECT_EQ(index->size(), truth.ids.size());
    for (const PartWeights &weights : {kOverall, kMixed}) {
        const auto hits = index->nearest(truth.vectors[5], 5, weights);
        EXPECT_TRUE(hits);
        if (!hits) return -1;
        EXPECT_EQ(hits->size(), 5U);
        EXPECT_EQ(hits->front().id.value(), truth.ids[5]);
        for (const Hit &hit : *hits) EXPECT_EQ(hit.id.value() / 1000, g);
    }
    EXPECT_EQ(HnswGraph::load(graphFilePath(folder, index->vectors().buildId()), index->vectors().buildId(), HnswGraph::Use::Read)
                  .transform(&HnswGraph::size)
                  .value_or(truth.ids.size()), // gone by now is fine
              truth.ids.size());
    return g;
}

Result<Published> publishGeneration(const std::string &folder, std::int64_t g)
{
    PublishOptions options = kWithGraph;
    options.mapGeneration = static_cast<std::uint64_t>(g);
    return publish(folder, generation(g).rows(), options);
}

TEST(Publish, ReadersNeverSeeAMixture)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(publishGeneration(folder.path(), 1));
    std::atomic<bool> isDone{false};
    std::atomic<int> asked{0};
    std::vector<std::jthread> readers;
    for (int i = 0; i < 2; ++i) {
        readers.emplace_back([&] {
            std::int64_t last = 0;
            while (!isDone) {
                const std::int64_t g = askOnce(folder.path());
                EXPECT_GE(g, last);
                last = g;
                ++asked;
            }
        });
    }
    for (std::int64_t g = 2; g <= 51; ++g) {
        const auto published = publishGeneration(folder.path(), g);
        EXPECT_TRUE(published) << published.error().message;
        const int before = asked;
        while (asked == before) std::this_thread::yield(); // each generation is seen by somebody
    }
    isDone = true;
    readers.clear();
    EXPECT_EQ(askOnce(folder.path()), 51);
    EXPECT_GE(asked.load(), 50);
}

TEST(Publish, AKilledWriterLeavesTheOldOrTheNew)
{
    const TemporaryFolder folder;
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(publishGeneration(folder.path(), 1));
    const auto once = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    std::mt19937 random(3);
    std::int64_t last = 1;
    int progressed = 0;
    constexpr int rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        std::array<int, 2> pipe{};
        ASSERT_EQ(::pipe(pipe.data()), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            for (std::int64_t g = last + 1;; ++g) {
                if (!publishGeneration(folder.path(), g) || ::write(pipe[1], "x", 1) != 1) ::_exit(1);
            }
        }
        // Half of them are let through once, and die while they publish again.
        char done = 0;
        if (round % 2 == 0) {
            ASSERT_EQ(::read(pipe[0], &done, 1), 1);
        }
        std::this_thread::sleep_for(once * (random() % 1500) / 1000);
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)); // it died of us, not of an error of its own
        ::close(pipe[0]);
        ::close(pipe[1]);
        const std::int64_t g = askOnce(folder.path());
        ASSERT_GE(g, last);
        progressed += g > last ? 1 : 0;
        last = g;
    }
    EXPECT_GE(progressed, rounds / 2);
    ASSERT_TRUE(publishGeneration(folder.path(), last + 1)); // the lock went with the process, and so do the leftovers
    EXPECT_EQ(entries(folder.path()), 3U);
}

} // namespace
} // namespace taraf::neighbours
