#include "taraf/collection/watch.h"

#include "taraf/collection/walk.h"
#include "taraf/test/folder.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sched.h>
#include <set>
#include <sys/fanotify.h>
#include <sys/mount.h>
#include <sys/wait.h>
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
    options.pollEvery = Milliseconds{50};
    return options;
}

Watch started(const Names &roots, const WatchOptions &options, const NoteSink &notes = {})
{
    auto watch = Watch::start(roots, options, {}, notes);
    if (!watch) throw std::runtime_error(watch.error().message);
    return *std::move(watch);
}

Names next(Watch &watch)
{
    auto batch = watch.next({});
    if (!batch) throw std::runtime_error(batch.error().message);
    return *std::move(batch);
}

/// The exit status of what has a process, and so namespaces, of its own. 77: it may not have them.
template<class Work> int inAChild(const Work &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(99);
    }
    int status = -1;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(WatchOfTheSystem, SeesADriveThatIsMountedAndUnmounted)
{
    const TemporaryFolder folder;
    const std::string drive = folder / "root/drive";
    fs::create_directories(drive);
    const int status = inAChild([&] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) ::_exit(77);
        Watch watch = started({folder / "root"}, quickly());
        if (::mount("none", drive.c_str(), "tmpfs", 0, nullptr) != 0) ::_exit(77);
        if (next(watch) != Names{drive}) ::_exit(1);
        folder.write("root/drive/deep/1.mp3", "x");
        if (next(watch) != Names{drive + "/deep"}) ::_exit(2);
        if (::umount(drive.c_str()) != 0) ::_exit(3);
        if (next(watch) != Names{drive} || watch.folders() != 2) ::_exit(4);
        folder.write("root/drive/1.mp3", "x");
        ::_exit(next(watch) == Names{drive} ? 0 : 5);
    });
    if (status == 77) GTEST_SKIP() << "mounting takes the rights of root";
    EXPECT_EQ(status, 0);
}

TEST(WatchOfTheSystem, PollsWhatIsBeyondItsLimit)
{
    const TemporaryFolder folder;
    Names all;
    for (int i = 0; i < 6; ++i) all.push_back(folder / std::to_string(i));
    for (const std::string &one : all) fs::create_directory(one);
    const int status = inAChild([&] {
        // The limit is that of a user namespace of its own.
        if (::unshare(CLONE_NEWUSER) != 0) ::_exit(77);
        std::ofstream limit("/proc/sys/user/max_inotify_watches");
        limit << 4 << std::flush;
        if (!limit) ::_exit(77);
        Names notes;
        Watch watch = started({folder.path()}, quickly(), [&](const std::string &text) { notes.push_back(text); });
        if (watch.folders() != 7 || watch.polled() != 3) ::_exit(1);
        if (notes.size() != 1 || !notes[0].contains("fs.inotify.max_user_watches")) ::_exit(2);
        for (const std::string &one : all) std::ofstream(one + "/1.mp3") << "x";
        std::set<std::string> told;
        while (!std::ranges::all_of(all, [&](const std::string &one) { return told.contains(one); })) {
            for (const std::string &one : next(watch)) told.insert(one);
        }
        ::_exit(0);
    });
    if (status == 77) GTEST_SKIP() << "no user namespace can be made here, as in a chroot";
    EXPECT_EQ(status, 0);
}

TEST(WatchOfTheSystem, GoesOnWhenADriveAnswersAgain)
{
    const TemporaryFolder folder;
    folder.write("a/1.mp3", "x");
    const int holder = ::geteuid() == 0 ? ::fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC | FAN_NONBLOCK, O_RDONLY | O_CLOEXEC) : -1;
    if (holder < 0 || ::fanotify_mark(holder, FAN_MARK_ADD, FAN_OPEN_PERM | FAN_ONDIR, AT_FDCWD, (folder / "a").c_str()) != 0) {
        if (holder >= 0) ::close(holder);
        GTEST_SKIP() << "holding up an open() takes the rights of root and a kernel with fanotify's permission events";
    }
    WatchOptions options = quickly();
    options.patience = Milliseconds{500};
    Names notes;
    Watch watch = started({folder.path()}, options, [&](const std::string &text) { notes.push_back(text); });
    EXPECT_EQ(watch.folders(), 1U);
    EXPECT_EQ(notes.size(), 1U);
    EXPECT_EQ(abandonedLooks(), 1U);
    folder.write("2.mp3", "x"); // the folders that are watched go on being so
    EXPECT_EQ(next(watch), Names{folder.path()});
    EXPECT_EQ(abandonedLooks(), 1U); // no other thread was sent after the first
    ::close(holder);                 // lets everybody go
    EXPECT_EQ(next(watch), Names{folder / "a"});
    EXPECT_EQ(watch.folders(), 2U);
    EXPECT_EQ(abandonedLooks(), 0U);
    folder.write("a/3.mp3", "x");
    EXPECT_EQ(next(watch), Names{folder / "a"});
}

} // namespace
} // namespace taraf::collection
