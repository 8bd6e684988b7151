#include "taraf/base/file.h"

#include "taraf/test/folder.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace taraf {
namespace {

using test::TemporaryFolder;

std::size_t entries(const std::string &folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(File, IsReplacedWhole)
{
    const TemporaryFolder folder;
    const std::string path = folder.write("a", "old");
    ASSERT_TRUE(writeAtomically(path, "new"));
    EXPECT_EQ(readFile(path, 100).value(), "new");
    EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(File, AFailedWriteLeavesTheOldOne)
{
    const TemporaryFolder folder;
    const std::string path = folder.write("a", "old");
    const auto written = writeAtomically(path, [](const FileWriter &append) -> Result<> {
        if (auto part = append(std::as_bytes(std::span(std::string_view("half")))); !part) return part;
        return fail(ErrorCode::Internal, "changed my mind");
    });
    EXPECT_FALSE(written);
    EXPECT_EQ(readFile(path, 100).value(), "old");
    EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(File, AFullDiskLeavesTheOldOne)
{
    const TemporaryFolder folder;
    const std::string path = folder.write("a", "old");
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        // A limit on the file's size fails a write as a full disk does.
        const rlimit limit{.rlim_cur = 4096, .rlim_max = 4096};
        ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto written = writeAtomically(path, std::string(100000, 'x'));
        ::_exit(!written && written.error().code == ErrorCode::Io && written.error().message.contains(path) ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(readFile(path, 100).value(), "old");
    EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(File, SaysWhichFileAndWhy)
{
    const TemporaryFolder folder;
    const auto missing = readFile(folder / "none", 10);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    EXPECT_NE(missing.error().message.find("none"), std::string::npos);
    EXPECT_EQ(readFile(folder.write("long", "12345678901"), 10).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(writeAtomically(folder / "no/such/folder", "x").error().code, ErrorCode::Io);
}

TEST(File, MakesFolders)
{
    const TemporaryFolder folder;
    EXPECT_TRUE(makeFolder(folder / "a/b/c"));
    EXPECT_TRUE(makeFolder(folder / "a/b/c"));
    folder.write("file", "");
    EXPECT_FALSE(makeFolder(folder / "file"));
    EXPECT_FALSE(makeFolder(folder / "file/below"));
}

} // namespace
} // namespace taraf
