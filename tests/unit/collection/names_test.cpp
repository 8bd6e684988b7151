#include "taraf/collection/walk.h"

#include "taraf/test/folder.h"

#include <algorithm>
#include <climits>
#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace taraf::collection {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

Walk walked(const Names &roots, const WalkOptions &options = {})
{
    auto walk = collection::walk(roots, options, {});
    if (!walk) throw std::runtime_error(walk.error().message);
    return *std::move(walk);
}

Names pathsOf(const Walk &walk)
{
    Names all;
    for (const FoundFile &file : walk.files) all.push_back(file.path);
    return all;
}

TEST(Names, ThatDifferOnlyInTheirNormalFormAreTwo)
{
    const TemporaryFolder folder;
    const std::string composed = folder.write("Caf\xC3\xA9/1.mp3", "1");
    const std::string decomposed = folder.write("Cafe\xCC\x81/1.mp3", "22");
    if (fs::equivalent(composed, decomposed)) GTEST_SKIP() << "this file system takes the two forms for one";
    const Walk walk = walked({folder.path()});
    EXPECT_EQ(pathsOf(walk), (Names{decomposed, composed}));
    EXPECT_EQ(walk.files[0].size, 2U);
}

TEST(Names, ThatEndLikeAudioAndAreHiddenAreLeftOut)
{
    const TemporaryFolder folder;
    folder.write("._1.mp3", "x"); // what a Mac leaves on other drives
    folder.write(".Trash-1000/files/1.mp3", "x");
    folder.write("1.mp3", "x");
    fs::create_symlink("1.mp3", folder / ".2.mp3");
    EXPECT_EQ(pathsOf(walked({folder.path()})), Names{folder / "1.mp3"});
    // A root is what the user named, hidden or not.
    EXPECT_EQ(pathsOf(walked({folder / ".Trash-1000"})), Names{folder / ".Trash-1000/files/1.mp3"});
}

TEST(Names, OfFoldersAndLinksAreExcludedToo)
{
    const TemporaryFolder folder;
    folder.write("real/1.mp3", "x");
    const TemporaryFolder outside;
    outside.write("2.mp3", "x");
    fs::create_directory_symlink(outside.path(), folder / "backup");
    const WalkOptions options{.exclude = {"/BACKUP$"}};
    EXPECT_EQ(pathsOf(walked({folder.path()}, options)), Names{folder / "real/1.mp3"});
    EXPECT_EQ(pathsOf(walked({folder.path()})).size(), 2U);
}

TEST(Walk, RefusesWhatIsNoExpression)
{
    const TemporaryFolder folder;
    for (const char *wrong : {"", "(", "[a", "a{2,1}", "*"}) {
        const auto checked = walk(std::array{folder.path()}, {.exclude = {wrong}}, {});
        ASSERT_FALSE(checked) << wrong;
        EXPECT_EQ(checked.error().code, ErrorCode::InvalidArgument);
        EXPECT_TRUE(checked.error().message.contains(wrong));
    }
}

TEST(Walk, SurvivesPathsThatAreTooLong)
{
    const TemporaryFolder folder;
    folder.write("1.mp3", "x");
    const std::string name(200, 'd');
    int inside = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int levels = PATH_MAX / 200 + 4;
    for (int i = 0; i < levels; ++i) {
        ASSERT_EQ(::mkdirat(inside, name.c_str(), 0755), 0);
        const int next = ::openat(inside, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        ASSERT_GE(next, 0);
        ::close(inside);
        inside = next;
        const int file = ::openat(inside, "a.mp3", O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
        ASSERT_GE(file, 0);
        ::close(file);
    }
    ::close(inside);
    const Walk walk = walked({folder.path()});
    EXPECT_GT(walk.files.size(), 15U);
    EXPECT_LT(walk.files.size(), static_cast<std::size_t>(levels) + 1);
    ASSERT_EQ(walk.unknown.size(), 1U);
    EXPECT_GE(walk.unknown[0].size(), std::size_t{PATH_MAX});
    EXPECT_TRUE(walk.unknown[0].starts_with(folder.path()));
    ASSERT_EQ(walk.troubles.size(), 1U);
    EXPECT_EQ(walk.troubles[0].error.code, ErrorCode::Io);
}

TEST(Walk, TakesAFolderWithTwoRealNamesOnce)
{
    const TemporaryFolder folder;
    folder.write("a/1.mp3", "x");
    fs::create_directory(folder / "b");
    // A namespace of its own, so that the mount is gone with the child whatever happens.
    const pid_t child = ::fork();
    if (child == 0) {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount((folder / "a").c_str(), (folder / "b").c_str(), nullptr, MS_BIND, nullptr) != 0) {
            ::_exit(77);
        }
        const Walk first = walked({folder.path()});
        ::_exit(first.files.size() == 1 && first.troubles.empty() && pathsOf(walked({folder.path()})) == pathsOf(first) ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "a bind mount takes the rights of root";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

} // namespace
} // namespace taraf::collection
