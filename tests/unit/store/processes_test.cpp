#include "library_fixture.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace taraf::store::test {
namespace {

namespace fs = std::filesystem;

/// Forks; the child ends with what `body` gives.
template<class Body> pid_t spawn(const Body &body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        int code = 70;
        try {
            code = body();
        } catch (const std::exception &failure) {
            std::fprintf(stderr, "child: %s\n", failure.what());
        }
        ::_exit(code);
    }
    return child;
}

int statusOf(pid_t child)
{
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST(Processes, MeetALibraryThatNeitherHasSeen)
{
    const TemporaryFolder folder;
    const std::string path = folder / "a/library.db";
    std::array<pid_t, 6> children{};
    for (std::size_t i = 0; i < children.size(); ++i) {
        children[i] = spawn([&] {
            auto library = must(Library::open(path, Access::ReadWrite));
            must(library.setSetting(std::to_string(::getpid()), "here"));
            return 0;
        });
    }
    for (const pid_t child : children) EXPECT_EQ(statusOf(child), 0);
    auto library = must(Library::open(path, Access::ReadWrite));
    for (const pid_t child : children) EXPECT_EQ(must(library.setting(std::to_string(child))), "here");
    EXPECT_TRUE(library.check());
}

TEST(Processes, WriteAtOnceAndLoseNothing)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    must(Library::open(path, Access::ReadWrite));
    constexpr int kEach = 150;
    std::array<pid_t, 4> children{};
    for (std::size_t i = 0; i < children.size(); ++i) {
        children[i] = spawn([&] {
            auto library = must(Library::open(path, Access::ReadWrite));
            for (int n = 0; n < kEach; ++n) {
                auto transaction = must(Transaction::begin(library));
                const int count = std::stoi(must(library.setting("count")).value_or("0"));
                must(library.setSetting("count", std::to_string(count + 1)));
                must(library.newRecording({hashOf(static_cast<std::uint32_t>(n)), Milliseconds{n}, {}}, kNow));
                must(transaction.commit());
                if (n % 10 == 0) must(library.checkpoint());
            }
            return 0;
        });
    }
    for (const pid_t child : children) EXPECT_EQ(statusOf(child), 0);
    auto library = must(Library::open(path, Access::ReadWrite));
    EXPECT_EQ(must(library.setting("count")), std::to_string(4 * kEach));
    EXPECT_TRUE(library.check());
    EXPECT_EQ(outside(path, "SELECT count(*) FROM recordings"), std::to_string(4 * kEach));
}

TEST(Processes, KilledInMidWriteLeaveWhatWasCommitted)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    must(Library::open(path, Access::ReadWrite));
    for (int round = 0; round < 8; ++round) {
        std::array<int, 2> pipe{};
        ASSERT_EQ(::pipe(pipe.data()), 0);
        const pid_t child = spawn([&] {
            auto library = must(Library::open(path, Access::ReadWrite));
            const RootId root = must(library.addRoot("/music", kNow));
            for (std::uint32_t batch = 0;; ++batch) {
                auto transaction = must(Transaction::begin(library));
                for (std::uint32_t n = 0; n < 200; ++n) {
                    const auto recording = must(library.newRecording({hashOf(n), Milliseconds{1000}, {}}, kNow));
                    FileRecord file{.root = root, .path = "/music/" + std::to_string(n) + ".mp3", .size = 1, .modified = FileTime{1}, .recording = recording, .album = {}, .tags = {}, .stream = {}};
                    file.tags.comment = std::string(2000, 'x');
                    must(library.saveFile(file, kNow));
                }
                must(library.setSetting("batches", std::to_string(batch + 1)));
                must(transaction.commit());
                if (::write(pipe[1], "c", 1) != 1) return 1;
                if (batch % 3 == 2) must(library.checkpoint());
            }
            return 0;
        });
        ::close(pipe[1]);
        // After a few commits, wherever it is then: in mid-transaction, committing or writing back.
        std::array<char, 1> byte{};
        for (int commits = 0; commits < 2 + round; ++commits) ASSERT_EQ(::read(pipe[0], byte.data(), 1), 1);
        std::this_thread::sleep_for(std::chrono::microseconds(700 * round));
        ::kill(child, SIGKILL);
        EXPECT_EQ(statusOf(child), 1000 + SIGKILL);
        ::close(pipe[0]);

        auto library = must(Library::open(path, Access::ReadWrite));
        EXPECT_TRUE(library.check());
        EXPECT_GE(std::stoi(must(library.setting("batches")).value_or("0")), 2 + round);
        EXPECT_EQ(must(library.counts(kVersion)).files, 200U);
        EXPECT_EQ(outside(path, "SELECT count(*) % 200 FROM recordings"), "0"); // no half transaction
        must(library.removeSetting("batches"));
    }
}

TEST(Checkpointing, IsOnesAtATime)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    auto one = must(Library::open(path, Access::ReadWrite));
    auto two = must(Library::open(path, Access::ReadWrite));
    {
        auto role = must(one.takeCheckpointRole());
        EXPECT_EQ(two.takeCheckpointRole().error().code, ErrorCode::Busy);
        EXPECT_EQ(one.takeCheckpointRole().error().code, ErrorCode::Busy);
        must(two.setSetting("a", "b"));
        EXPECT_FALSE(must(two.checkpoint()));
        EXPECT_GT(fs::file_size(path + "-wal"), 0U);
        EXPECT_TRUE(must(one.checkpoint()));
        EXPECT_EQ(fs::file_size(path + "-wal"), 0U);
    }
    must(two.setSetting("a", "c"));
    EXPECT_TRUE(must(two.checkpoint()));
    EXPECT_EQ(fs::file_size(path + "-wal"), 0U);
}

TEST(Checkpointing, DiesWithItsHolder)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    must(Library::open(path, Access::ReadWrite));
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = spawn([&] {
        auto library = must(Library::open(path, Access::ReadWrite));
        auto role = must(library.takeCheckpointRole());
        auto transaction = must(Transaction::begin(library));
        if (::write(pipe[1], "c", 1) != 1) return 1;
        ::pause();
        return 0;
    });
    std::array<char, 1> byte{};
    ASSERT_EQ(::read(pipe[0], byte.data(), 1), 1);
    auto library = must(Library::open(path, Access::ReadOnly));
    EXPECT_FALSE(must(library.checkpoint()));
    ::kill(child, SIGKILL);
    EXPECT_EQ(statusOf(child), 1000 + SIGKILL);
    auto writer = must(Library::open(path, Access::ReadWrite));
    must(writer.setSetting("a", "b"));
    auto role = must(writer.takeCheckpointRole());
    EXPECT_TRUE(must(writer.checkpoint()));
}

TEST(Checkpointing, HappensByItselfWhenTheLogIsLong)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    auto library = must(Library::open(path, Access::ReadWrite));
    const std::string much(1 << 20, 'x');
    for (int i = 0; i < 40; ++i) must(library.setSetting("key " + std::to_string(i), much));
    EXPECT_LT(fs::file_size(path + "-wal"), 20U << 20U);
    EXPECT_GT(fs::file_size(path), 15U << 20U);
}

TEST(Checkpointing, AReaderIsNeitherWaitedForNorDisturbed)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    auto writer = must(Library::open(path, Access::ReadWrite));
    const RootId root = must(writer.addRoot("/music", kNow));
    for (std::uint32_t n = 0; n < 3; ++n) {
        const auto recording = must(writer.newRecording({hashOf(n), Milliseconds{1000}, {}}, kNow));
        must(writer.saveFile({.root = root, .path = "/music/" + std::to_string(n), .size = 1, .modified = FileTime{1}, .recording = recording, .album = {}, .tags = {}, .stream = {}}, kNow));
    }
    auto reader = must(Library::open(path, Access::ReadOnly));
    int seen = 0;
    must(reader.eachFile(root, [&](const KnownFile &) {
        ++seen;
        must(writer.setSetting("during " + std::to_string(seen), "x"));
        must(writer.checkpoint());
    }));
    EXPECT_EQ(seen, 3);
    EXPECT_TRUE(writer.check());
    EXPECT_EQ(must(writer.setting("during 3")), "x");
}

} // namespace
} // namespace taraf::store::test
