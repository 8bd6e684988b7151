#include "mounts.h"
#include "walker.h"

#include "taraf/test/folder.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <mutex>
#include <poll.h>
#include <sched.h>
#include <set>
#include <sys/fanotify.h>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>

namespace taraf::collection {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

/// A drive that does not answer below some paths until it is let go, and reading errors where they are wanted.
class Drive : public Calls
{
public:
    ~Drive() override { letGo(); }

    void silence(const std::string &path) { m_silent.insert(path); }
    void breakAfter(const std::string &folder, std::size_t entries) { m_broken = folder, m_entries = entries; }
    void letGo() const
    {
        const std::scoped_lock lock(m_mutex);
        m_isLetGo = true;
        m_changed.notify_all();
    }
    /// Of the silent paths, how often one was touched.
    std::size_t touched() const { return m_touched; }
    /// Calls that were made once it was let go.
    std::size_t callsAfter() const { return m_after; }

    int open(const std::string &path, int flags) const override
    {
        count();
        answer(path);
        const int fd = Calls::open(path, flags);
        if (path == m_broken) m_brokenFd = fd;
        return fd;
    }
    const dirent *read(DIR *folder) const override
    {
        count();
        if (::dirfd(folder) == m_brokenFd && m_read++ >= m_entries) {
            m_brokenFd = -1;
            errno = EIO;
            return nullptr;
        }
        return Calls::read(folder);
    }
    int stat(int folder, const char *name, struct stat &there, int flags) const override
    {
        count();
        answer(name);
        return Calls::stat(folder, name, there, flags);
    }
    ssize_t readLink(const std::string &path, char *target, std::size_t size) const override
    {
        count();
        answer(path);
        return Calls::readLink(path, target, size);
    }

private:
    void count() const
    {
        if (m_isLetGo) ++m_after;
    }
    void answer(const std::string &path) const
    {
        if (!m_silent.contains(path)) return;
        ++m_touched;
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_isLetGo.load(); });
    }

    std::set<std::string> m_silent;
    std::string m_broken;
    std::size_t m_entries = 0;
    mutable std::atomic<int> m_brokenFd{-1};
    mutable std::atomic<std::size_t> m_read{0};
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    mutable std::atomic<bool> m_isLetGo{false};
    mutable std::atomic<std::size_t> m_touched{0};
    mutable std::atomic<std::size_t> m_after{0};
};

class SilentTest : public testing::Test
{
protected:
    // Long enough that no folder of a loaded machine takes it for nothing.
    static constexpr Milliseconds kPatience{500};

    ~SilentTest() override
    {
        m_drive->letGo();
        while (abandonedLooks() != 0) std::this_thread::sleep_for(Milliseconds{1}); // the time limit of the test is the limit
    }
    Result<Walk> walked(const Names &roots, std::stop_token stop = {})
    {
        Means means;
        means.calls = m_drive;
        means.patience = kPatience;
        return walkWith(means, roots, {}, stop, {});
    }
    Names names(const Walk &walk) const
    {
        Names all;
        for (const FoundFile &file : walk.files) all.push_back(file.path.substr(m_folder.path().size() + 1));
        return all;
    }

    TemporaryFolder m_folder;
    std::shared_ptr<Drive> m_drive = std::make_shared<Drive>();
};

TEST_F(SilentTest, AFolderThatDoesNotAnswerIsUnknownWithTheRestOfItsMount)
{
    m_folder.write("1.mp3", "x");
    m_folder.write("a/2.mp3", "x");
    m_folder.write("b/3.mp3", "x");
    m_folder.write("b/deep/4.mp3", "x");
    for (const char *name : {"a", "b"}) m_drive->silence(m_folder / name);
    const auto walk = walked({m_folder.path()});
    ASSERT_TRUE(walk);
    EXPECT_EQ(names(*walk), Names{"1.mp3"});
    EXPECT_EQ(walk->unknown, (Names{m_folder / "a", m_folder / "b"}));
    EXPECT_EQ(m_drive->touched(), 1U);
    EXPECT_TRUE(walk->abandoned);
    EXPECT_EQ(abandonedLooks(), 1U);
    ASSERT_EQ(walk->troubles.size(), 1U);
    EXPECT_EQ(walk->troubles[0].error.code, ErrorCode::Timeout);
    EXPECT_TRUE(walk->troubles[0].error.message.contains(walk->troubles[0].path)) << walk->troubles[0].error.message;
    EXPECT_TRUE(walk->troubles[0].error.message.contains("does not answer"));
    EXPECT_EQ(walk->roots[0].state, RootState::Here);
}

TEST_F(SilentTest, ARootThatDoesNotAnswerIsUnreadableAndItsNeighboursAreNotTouched)
{
    m_folder.write("a/1.mp3", "x");
    m_folder.write("b/1.mp3", "x");
    m_drive->silence(m_folder / "a");
    const auto walk = walked({m_folder / "a", m_folder / "b"});
    ASSERT_TRUE(walk);
    EXPECT_EQ(walk->roots[0].state, RootState::Unreadable);
    EXPECT_EQ(walk->roots[1].state, RootState::Unreadable);
    EXPECT_EQ(walk->unknown, (Names{m_folder / "a", m_folder / "b"}));
    EXPECT_TRUE(walk->files.empty());
    ASSERT_EQ(walk->troubles.size(), 2U);
    EXPECT_EQ(walk->troubles[0].error.code, ErrorCode::Timeout);
    EXPECT_EQ(walk->troubles[1].error.code, ErrorCode::Timeout);
    EXPECT_TRUE(walk->troubles[1].error.message.contains("/b"));
}

TEST_F(SilentTest, AnotherMountIsWalkedOn)
{
    // Every Linux has one: /proc is a mount, and no music is there; /proc/self leads into it.
    if (mountPointOf("/proc/sys", currentMounts()) == "/") GTEST_SKIP() << "no /proc is mounted";
    m_folder.write("a/1.mp3", "x");
    fs::create_directory_symlink("/proc/sys/kernel/random", m_folder / "nas");
    m_drive->silence("/proc/sys");
    const auto walk = walked({m_folder / "nas", m_folder.path()});
    ASSERT_TRUE(walk);
    EXPECT_EQ(walk->roots[0].state, RootState::Unreadable);
    EXPECT_EQ(walk->roots[1].state, RootState::Here);
    EXPECT_EQ(names(*walk), Names{"a/1.mp3"});
    EXPECT_EQ(walk->unknown, Names{m_folder / "nas"});
    // The link is found again below the second root: its way is followed only to where the silence begins.
    EXPECT_EQ(m_drive->touched(), 1U);
}

TEST_F(SilentTest, AFileOrALinkThatDoesNotAnswerIsNoticedToo)
{
    m_folder.write("a/1.mp3", "x");
    m_drive->silence("1.mp3");
    fs::create_directory_symlink("elsewhere", m_folder / "link");
    const auto walk = walked({m_folder.path()});
    ASSERT_TRUE(walk);
    EXPECT_EQ(walk->unknown, (Names{m_folder / "a", m_folder / "link"}));
    EXPECT_TRUE(walk->files.empty());
}

TEST_F(SilentTest, AThreadThatComesBackTouchesNothing)
{
    for (int i = 0; i < 50; ++i) m_folder.write("a/" + std::to_string(i) + ".mp3", "x");
    for (const std::string &silent : {m_folder / "a", std::string("7.mp3")}) { // while it opens, and amid the files
        m_drive = std::make_shared<Drive>();
        m_drive->silence(silent);
        ASSERT_TRUE(walked({m_folder.path()}));
        EXPECT_EQ(abandonedLooks(), 1U);
        m_drive->letGo();
        while (abandonedLooks() != 0) std::this_thread::sleep_for(Milliseconds{1});
        EXPECT_EQ(m_drive->callsAfter(), 0U);
    }
}

TEST_F(SilentTest, StopsWhileADriveDoesNotAnswer)
{
    m_folder.write("a/1.mp3", "x");
    m_drive->silence(m_folder / "a");
    std::stop_source source;
    const std::jthread stopper([&] {
        while (m_drive->touched() == 0) std::this_thread::sleep_for(Milliseconds{1});
        source.request_stop();
    });
    Means means;
    means.calls = m_drive;
    means.patience = std::chrono::hours{1}; // the stop alone can end it
    const Names roots{m_folder.path()};
    const auto walk = walkWith(means, roots, {}, source.get_token(), {});
    ASSERT_FALSE(walk);
    EXPECT_EQ(walk.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(abandonedLooks(), 1U);
}

TEST_F(SilentTest, AFolderThatIsReadInPartIsUnknownAltogether)
{
    for (int i = 0; i < 10; ++i) m_folder.write("a/" + std::to_string(i) + ".mp3", "x");
    m_folder.write("a/deep/1.mp3", "x");
    m_folder.write("b/1.mp3", "x");
    for (const std::size_t entries : {0, 1, 12}) { // "." and ".." among them
        m_drive = std::make_shared<Drive>();
        m_drive->breakAfter(m_folder / "a", entries);
        const auto walk = walked({m_folder.path()});
        ASSERT_TRUE(walk);
        EXPECT_EQ(names(*walk), Names{"b/1.mp3"}) << entries;
        EXPECT_EQ(walk->unknown, Names{m_folder / "a"});
        EXPECT_TRUE(walk->emptyFolders.empty());
        ASSERT_EQ(walk->troubles.size(), 1U);
        EXPECT_EQ(walk->troubles[0].error.code, ErrorCode::Io);
        EXPECT_FALSE(walk->abandoned);
    }
}

/// What the watch is built on: a watch that is added there misses nothing of what the reading does not find.
TEST(Looks, EnterAFolderBeforeTheyReadIt)
{
    class Late : public Calls
    {
        int entered(int folder) const override
        {
            const int file = ::openat(folder, "late.mp3", O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
            if (file >= 0) ::close(file);
            return file;
        }
    };
    const TemporaryFolder folder;
    Means means;
    means.calls = std::make_shared<Late>();
    const Names roots{folder.path()};
    const auto walk = walkWith(means, roots, {}, {}, {});
    ASSERT_TRUE(walk);
    EXPECT_EQ(walk->files.size(), 1U);
}

/// The kernel's own: an open that waits for somebody's leave, which nobody gives.
TEST(RealSilence, OfAnOpenThatWaitsForLeave)
{
    const TemporaryFolder folder;
    folder.write("a/1.mp3", "x");
    folder.write("b/2.mp3", "x");
    const int watch = ::geteuid() == 0 ? ::fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC | FAN_NONBLOCK, O_RDONLY | O_CLOEXEC) : -1;
    if (watch < 0 || ::fanotify_mark(watch, FAN_MARK_ADD, FAN_OPEN_PERM | FAN_ONDIR, AT_FDCWD, (folder / "a").c_str()) != 0) {
        if (watch >= 0) ::close(watch);
        GTEST_SKIP() << "holding up an open() takes the rights of root and a kernel with fanotify's permission events";
    }
    const Names roots{folder.path()};
    WalkOptions options;
    options.patience = Milliseconds{500};
    const auto walk = collection::walk(roots, options, {});
    EXPECT_EQ(abandonedLooks(), 1U);
    ::close(watch); // lets everybody go
    while (abandonedLooks() != 0) std::this_thread::sleep_for(Milliseconds{1});
    ASSERT_TRUE(walk);
    EXPECT_TRUE(walk->abandoned);
    EXPECT_TRUE(std::ranges::contains(walk->unknown, folder / "a"));
    EXPECT_TRUE(std::ranges::any_of(walk->troubles, [](const Trouble &trouble) { return trouble.error.code == ErrorCode::Timeout; }));
    EXPECT_FALSE(std::ranges::contains(walk->files, folder / "a/1.mp3", &FoundFile::path));
}

TEST(Mounts, AreReadFromTheKernelsTable)
{
    const auto mounts = parsedMounts("22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
                                     "40 22 0:50 / /mnt/my\\040nas\\011x\\134 rw,relatime shared:1 - nfs4 host:/x rw\n"
                                     "41 40 0:51 / /mnt/my\\040nas rw - cifs //host/y rw\n"
                                     "broken line\n\n"
                                     "42 22 0:52 / /mnt/my\\04 rw - tmpfs none rw\n");
    ASSERT_EQ(mounts.size(), 4U);
    EXPECT_EQ(mounts[1].point, "/mnt/my nas\tx\\");
    EXPECT_EQ(mounts[1].id, 40);
    EXPECT_EQ(mounts[3].point, "/mnt/my\\04");
    EXPECT_EQ(mountPointOf("/mnt/my nas", mounts), "/mnt/my nas");
    EXPECT_EQ(mountPointOf("/mnt/my nas/a/b", mounts), "/mnt/my nas");
    EXPECT_EQ(mountPointOf("/mnt/my nas2/a", mounts), "/");
    EXPECT_EQ(mountPointOf("/home", mounts), "/");
    EXPECT_EQ(mountPointOf("/home", {}), "/");
    EXPECT_FALSE(currentMounts().empty());
}

} // namespace
} // namespace taraf::collection
