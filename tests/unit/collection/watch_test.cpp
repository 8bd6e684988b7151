#include "taraf/collection/watch.h"

#include "taraf/collection/walk.h"
#include "taraf/test/folder.h"

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace taraf::collection {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

WatchOptions quickly()
{
    WatchOptions options;
    options.quiet = Milliseconds{250};
    options.longest = Milliseconds{20'000};
    options.pollEvery = std::chrono::hours{1};
    return options;
}

WatchOptions polling()
{
    WatchOptions options = quickly();
    options.pollEvery = Milliseconds{50};
    options.pollOnly = true;
    return options;
}

/// So that no modification time is too fresh to tell the next one from.
void makeOld(const std::string &folder)
{
    const timespec times[2]{{1'600'000'000, 0}, {1'600'000'000, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, folder.c_str(), times, 0), 0);
}

class WatchTest : public testing::Test
{
protected:
    Watch started(const Names &roots, const WatchOptions &options = quickly())
    {
        auto watch = Watch::start(roots, options, {}, [this](const std::string &text) { m_notes.push_back(text); });
        if (!watch) throw std::runtime_error(watch.error().message);
        return *std::move(watch);
    }
    /// The next batch; a test that gets none runs into its time limit.
    static Names next(Watch &watch)
    {
        auto batch = watch.next({});
        if (!batch) throw std::runtime_error(batch.error().message);
        return *std::move(batch);
    }
    /// Whether nothing is told for some times `quiet`.
    static bool isCalm(Watch &watch)
    {
        std::stop_source source;
        const std::jthread stopper([&] {
            std::this_thread::sleep_for(Milliseconds{750});
            source.request_stop();
        });
        return !watch.next(source.get_token());
    }

    TemporaryFolder m_folder;
    Names m_notes;
};

TEST_F(WatchTest, ANewAlbumIsOneBatch)
{
    m_folder.write("old/1.mp3", "x");
    WatchOptions options = quickly();
    options.quiet = Milliseconds{600}; // a copy that halts for longer is two batches
    Watch watch = started({m_folder.path()}, options);
    EXPECT_EQ(watch.folders(), 2U);
    EXPECT_EQ(watch.polled(), 0U);
    for (int i = 0; i < 12; ++i) m_folder.write("new/" + std::to_string(i) + ".mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "new"});
    EXPECT_EQ(watch.folders(), 3U);
    m_folder.write("new/x.mp3", "x");
    m_folder.write("old/x.mp3", "x");
    EXPECT_EQ(next(watch), (Names{m_folder / "new", m_folder / "old"}));
    EXPECT_TRUE(isCalm(watch));
    EXPECT_TRUE(m_notes.empty());
}

TEST_F(WatchTest, FilesThatComeGoChangeAndAreRenamedAreTold)
{
    const std::string file = m_folder.write("a/1.mp3", "x");
    fs::create_directory(m_folder / "b");
    Watch watch = started({m_folder.path()});
    m_folder.write("a/1.mp3", "yy");
    EXPECT_EQ(next(watch), Names{m_folder / "a"});
    ::chmod(file.c_str(), 0600);
    EXPECT_EQ(next(watch), Names{m_folder / "a"});
    fs::rename(file, m_folder / "b/2.mp3");
    EXPECT_EQ(next(watch), (Names{m_folder / "a", m_folder / "b"}));
    fs::create_hard_link(m_folder / "b/2.mp3", m_folder / "b/3.mp3");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
    fs::remove(m_folder / "b/2.mp3");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
    m_folder.write("b/4.part", "x");
    fs::rename(m_folder / "b/4.part", m_folder / "b/4.mp3");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
}

TEST_F(WatchTest, WhatConcernsNoMusicIsNotTold)
{
    m_folder.write("a/1.mp3", "x");
    fs::create_directories(m_folder / "podcasts");
    fs::create_directories(m_folder / ".hidden");
    m_folder.write("silent/.nomedia", "");
    WatchOptions options = quickly();
    options.exclude = {"/podcasts$", "skip"};
    Watch watch = started({m_folder.path()}, options);
    m_folder.write("a/cover.jpg", "x");
    m_folder.write("a/.1.mp3", "x");
    m_folder.write("a/skip.mp3", "x");
    m_folder.write("podcasts/deep/1.mp3", "x");
    m_folder.write(".hidden/deep/1.mp3", "x");
    m_folder.write("silent/1.mp3", "x");
    m_folder.write("silent/deep/1.mp3", "x");
    EXPECT_TRUE(isCalm(watch));
    // The control: it was not deaf.
    fs::remove(m_folder / "silent/.nomedia");
    EXPECT_EQ(next(watch), Names{m_folder / "silent"});
    m_folder.write("silent/deep/2.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "silent/deep"});
    m_folder.write("silent/.nomedia", "");
    EXPECT_EQ(next(watch), Names{m_folder / "silent"});
    m_folder.write("silent/deep/3.mp3", "x");
    EXPECT_TRUE(isCalm(watch));
}

TEST_F(WatchTest, AFileIsNotToldWhileItIsWritten)
{
    WatchOptions options = quickly();
    options.quiet = Milliseconds{1'000};
    Watch watch = started({m_folder.path()}, options);
    std::atomic<bool> isClosed{false};
    const std::jthread writer([&] {
        const int file = ::open((m_folder / "1.mp3").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
        for (int i = 0; i < 60; ++i) { // three times as long as the quiet, with gaps far below it
            if (::write(file, "x", 1) != 1) break;
            std::this_thread::sleep_for(Milliseconds{50});
        }
        isClosed = true;
        ::close(file);
    });
    EXPECT_EQ(next(watch), Names{m_folder.path()});
    EXPECT_TRUE(isClosed);
}

TEST_F(WatchTest, AFileThatIsLeftOpenIsToldOnceItIsQuiet)
{
    Watch watch = started({m_folder.path()});
    const int file = ::open((m_folder / "1.mp3").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
    EXPECT_EQ(next(watch), Names{m_folder.path()});
    ::close(file);
    EXPECT_EQ(next(watch), Names{m_folder.path()});
}

TEST_F(WatchTest, IsToldInTheEndEvenIfItNeverGetsQuiet)
{
    WatchOptions options = quickly();
    options.quiet = std::chrono::hours{1};
    options.longest = Milliseconds{300};
    Watch watch = started({m_folder.path()}, options);
    m_folder.write("1.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder.path()});
}

TEST_F(WatchTest, FoldersThatAreRenamedAndRemovedAreFollowed)
{
    m_folder.write("a/deep/1.mp3", "x");
    Watch watch = started({m_folder.path()});
    fs::rename(m_folder / "a", m_folder / "b");
    EXPECT_EQ(next(watch), Names{m_folder.path()}); // where it went from, which holds where it went to
    EXPECT_EQ(watch.folders(), 3U);
    m_folder.write("b/deep/2.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "b/deep"});
    fs::remove_all(m_folder / "b");
    EXPECT_EQ(next(watch), Names{m_folder.path()});
    EXPECT_EQ(watch.folders(), 1U);
    const TemporaryFolder outside;
    outside.write("c/deep/1.mp3", "x");
    fs::rename(outside / "c", m_folder / "c");
    EXPECT_EQ(next(watch), Names{m_folder / "c"});
    fs::rename(m_folder / "c", outside / "c");
    EXPECT_EQ(next(watch), Names{m_folder.path()});
    outside.write("c/deep/2.mp3", "x");
    EXPECT_TRUE(isCalm(watch));
}

TEST_F(WatchTest, LinksAreFollowedAsTheWalkFollowsThem)
{
    const TemporaryFolder outside;
    outside.write("deep/1.mp3", "x");
    fs::create_directory_symlink(m_folder.path(), m_folder / "loop");
    Watch watch = started({m_folder.path()});
    EXPECT_EQ(watch.folders(), 1U);
    fs::create_directory_symlink(outside.path(), m_folder / "link");
    EXPECT_EQ(next(watch), Names{m_folder / "link"});
    outside.write("deep/2.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "link/deep"});
    fs::remove(m_folder / "link");
    EXPECT_EQ(next(watch), Names{m_folder.path()});
    outside.write("deep/3.mp3", "x");
    EXPECT_TRUE(isCalm(watch));
}

TEST_F(WatchTest, ARootThatGoesAndComesIsTold)
{
    WatchOptions options = quickly();
    options.pollEvery = Milliseconds{50};
    Watch watch = started({m_folder / "a", m_folder / "b"}, options);
    EXPECT_EQ(watch.folders(), 0U);
    m_folder.write("b/deep/1.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
    m_folder.write("b/deep/2.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "b/deep"});
    fs::remove_all(m_folder / "b");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
    EXPECT_EQ(watch.folders(), 0U);
    m_folder.write("b/1.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
}

TEST_F(WatchTest, PollsWhereItHasTo)
{
    m_folder.write("a/1.mp3", "x");
    m_folder.write("b/1.mp3", "x");
    for (const std::string &folder : {m_folder / "a", m_folder / "b", m_folder.path()}) makeOld(folder);
    Watch watch = started({m_folder.path()}, polling());
    EXPECT_EQ(watch.polled(), 3U);
    EXPECT_TRUE(isCalm(watch));
    m_folder.write("b/2.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
    makeOld(m_folder / "b");
    EXPECT_EQ(next(watch), Names{m_folder / "b"});
    m_folder.write("c/deep/3.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder.path()});
    EXPECT_EQ(watch.polled(), 5U);
    fs::remove_all(m_folder / "c");
    EXPECT_EQ(next(watch), Names{m_folder.path()});
    EXPECT_EQ(watch.polled(), 3U);
}

TEST_F(WatchTest, EverythingHasChangedWhenTheKernelLosesCount)
{
    std::size_t most = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
    if (most == 0 || most > 200'000) GTEST_SKIP() << "the kernel keeps " << most << " notices, too many to fill";
    fs::create_directory(m_folder / "a");
    fs::create_directory(m_folder / "b");
    Watch watch = started({m_folder / "a", m_folder / "b"});
    // Two notices a file. They are all below a; that b is told too shows that they were lost.
    for (std::size_t i = 0; i < most / 2 + 100; ++i) m_folder.write("a/" + std::to_string(i) + ".mp3", "");
    m_folder.write("a/late/deep/1.mp3", "x"); // not told of any more
    EXPECT_EQ(next(watch), (Names{m_folder / "a", m_folder / "b"}));
    m_folder.write("a/late/deep/2.mp3", "x");
    EXPECT_EQ(next(watch), Names{m_folder / "a/late/deep"});
}

TEST_F(WatchTest, StopsWhenAskedAndForgetsNothing)
{
    Watch watch = started({m_folder.path()});
    std::stop_source before;
    before.request_stop();
    EXPECT_EQ(watch.next(before.get_token()).error().code, ErrorCode::Cancelled);
    std::stop_source during;
    const std::jthread stopper([&] {
        std::this_thread::sleep_for(Milliseconds{20});
        m_folder.write("1.mp3", "x");
        std::this_thread::sleep_for(Milliseconds{20});
        during.request_stop();
    });
    EXPECT_EQ(watch.next(during.get_token()).error().code, ErrorCode::Cancelled);
    EXPECT_EQ(next(watch), Names{m_folder.path()});
}

TEST_F(WatchTest, RefusesWhatItCantWatch)
{
    const Names relative{"music"};
    EXPECT_EQ(Watch::start(relative, quickly(), {}).error().code, ErrorCode::InvalidArgument);
    const Names roots{m_folder.path()};
    WatchOptions wrong = quickly();
    wrong.exclude = {"("};
    EXPECT_EQ(Watch::start(roots, wrong, {}).error().code, ErrorCode::InvalidArgument);
    std::stop_source source;
    source.request_stop();
    EXPECT_EQ(Watch::start(roots, quickly(), source.get_token()).error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace taraf::collection
