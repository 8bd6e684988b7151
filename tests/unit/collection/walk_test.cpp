#include "taraf/collection/walk.h"

#include "taraf/test/folder.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace taraf::collection {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

Walk walked(const std::vector<std::string> &roots, const WalkOptions &options = {})
{
    auto walk = collection::walk(roots, options, {});
    if (!walk) throw std::runtime_error(walk.error().message);
    return *std::move(walk);
}

/// The found paths below `folder`, relative to it.
std::vector<std::string> names(const Walk &walk, const std::string &folder)
{
    std::vector<std::string> all;
    for (const FoundFile &file : walk.files) all.push_back(file.path.starts_with(folder + "/") ? file.path.substr(folder.size() + 1) : file.path);
    return all;
}

using Names = std::vector<std::string>;

TEST(AudioName, IsByEnding)
{
    for (const char *name : {"a.mp3", "a.FLAC", "a.Ogg", "a.oga", "a.opus", "a.spx", "a.m4a", "a.m4b", "a.mp4", "a.aac", "a.wav", "a.aif", "a.aiff", "a.aifc",
                             "a.wv", "a.ape", "a.mpc", "a.mp+", "a.wma", "a.asf", "a.dsf", "a.dff", "a.tta", "a.b.mp3", "\xFF.mp3"}) {
        EXPECT_TRUE(isAudioName(name)) << name;
    }
    for (const char *name : {"", ".", ".mp3", "mp3", "a.mp", "a.mp33", "a.jpg", "a.mp3.part", "a."}) EXPECT_FALSE(isAudioName(name)) << name;
}

TEST(Walk, FindsFilesWithSizeAndTime)
{
    const TemporaryFolder folder;
    folder.write("b/2.mp3", "12345");
    const std::string path = folder.write("a.flac", "123");
    folder.write("cover.jpg", "x");
    folder.write("b/.hidden.mp3", "x");
    folder.write(".hidden/1.mp3", "x");
    folder.write("c/.nomedia", "");
    folder.write("c/1.mp3", "x");
    folder.write("c/d/1.mp3", "x");
    fs::create_directory(folder / "folder.mp3");
    const timespec times[2]{{5, 0}, {1'600'000'000, 123'456'789}};
    ::utimensat(AT_FDCWD, path.c_str(), times, 0);
    const Walk walk = walked({folder.path()});
    EXPECT_EQ(names(walk, folder.path()), (Names{"a.flac", "b/2.mp3"}));
    EXPECT_EQ(walk.files[0].size, 3U);
    EXPECT_EQ(walk.files[0].modified, FileTime{1'600'000'000'123'456'789});
    EXPECT_TRUE(walk.troubles.empty());
    EXPECT_EQ(walk.roots.at(0).state, RootState::Here);
    EXPECT_FALSE(walk.roots[0].isEmpty);
    EXPECT_FALSE(walk.roots[0].volume.empty());
    EXPECT_EQ(walk.emptyFolders, Names{folder / "folder.mp3"});
}

TEST(Walk, TakesNamesOfAnyBytes)
{
    const TemporaryFolder folder;
    folder.write("\xFF\xFE/\x80.mp3", "x");
    folder.write("new\nline/a\tb.mp3", "x");
    folder.write(" -rf *.mp3", "x");
    folder.write("x.mp3", "x");
    EXPECT_EQ(names(walked({folder.path()}), folder.path()), (Names{" -rf *.mp3", "new\nline/a\tb.mp3", "x.mp3", "\xFF\xFE/\x80.mp3"}));
}

TEST(Walk, FindsTenThousandFiles)
{
    const TemporaryFolder folder;
    for (int i = 0; i < 10'000; ++i) folder.write(std::to_string(i / 100) + "/" + std::to_string(i) + ".mp3", "");
    std::size_t calls = 0;
    std::uint64_t last = 0;
    const std::array roots{folder.path()};
    const auto walk = collection::walk(roots, {}, {}, [&](const Progress &progress) {
        ++calls;
        EXPECT_GE(progress.done, last);
        last = progress.done;
    });
    ASSERT_TRUE(walk);
    EXPECT_EQ(walk->files.size(), 10'000U);
    EXPECT_TRUE(std::ranges::is_sorted(walk->files, {}, &FoundFile::path));
    EXPECT_GE(calls, 1U);
    EXPECT_LE(calls, 200U);
}

TEST(Walk, FollowsEachFolderOnceAndEndsInLoops)
{
    const TemporaryFolder folder;
    const TemporaryFolder outside;
    outside.write("o.mp3", "x");
    outside.write("deep/p.mp3", "x");
    folder.write("real/1.mp3", "x");
    fs::create_directory_symlink(folder.path(), folder / "real/loop");
    fs::create_directory_symlink(folder / "real", folder / "again"); // has a name of its own
    fs::create_directory_symlink("self", folder / "self");
    fs::create_directory_symlink(folder / "nothing", folder / "dangling");
    fs::create_directory_symlink(outside.path(), folder / "z-link");
    fs::create_directory_symlink(outside.path(), folder / "y-link"); // the first by name is followed
    fs::create_directory_symlink(folder.path(), outside / "back");
    fs::create_symlink(folder / "real/1.mp3", folder / "linked.mp3");  // known by its own name
    outside.write("lone.wav", "x");
    fs::create_symlink(outside / "deep/q.flac", folder / "real/q.flac"); // to nothing
    const Walk walk = walked({folder.path()});
    EXPECT_EQ(names(walk, folder.path()), (Names{"real/1.mp3", "y-link/deep/p.mp3", "y-link/lone.wav", "y-link/o.mp3"}));
    EXPECT_TRUE(walk.troubles.empty());
}

TEST(Walk, FollowsLinkedFilesOnce)
{
    const TemporaryFolder folder;
    const TemporaryFolder outside;
    const std::string target = outside.write("o.mp3", "1234567");
    fs::create_symlink(target, folder / "a.mp3");
    fs::create_symlink(target, folder / "b.mp3");
    fs::create_symlink(target, folder / "c.txt");
    const Walk walk = walked({folder.path()});
    EXPECT_EQ(names(walk, folder.path()), Names{"a.mp3"});
    EXPECT_EQ(walk.files[0].size, 7U);
}

TEST(Walk, NestedAndDoubledRootsAreWalkedOnce)
{
    const TemporaryFolder folder;
    folder.write("1.mp3", "x");
    folder.write("inner/2.mp3", "x");
    folder.write("inner/deep/3.mp3", "x");
    const TemporaryFolder elsewhere;
    fs::create_directory_symlink(folder.path(), elsewhere / "link");
    for (const auto &roots : {Names{folder.path(), folder / "inner", elsewhere / "link"}, Names{folder / "inner", folder.path(), folder.path()}}) {
        const Walk walk = walked(roots);
        EXPECT_EQ(names(walk, folder.path()), (Names{"1.mp3", "inner/2.mp3", "inner/deep/3.mp3"}));
        EXPECT_EQ(walk.roots[walk.files[0].root].path, folder.path());
        EXPECT_EQ(walk.roots[walk.files[1].root].path, folder / "inner");
        EXPECT_EQ(walk.roots[walk.files[2].root].path, folder / "inner");
        EXPECT_EQ(walk.roots[2].state, RootState::Duplicate);
    }
}

TEST(Walk, SaysWhichRootsAreNotThere)
{
    const TemporaryFolder folder;
    const std::string file = folder.write("a.mp3", "x");
    fs::create_directory(folder / "empty");
    const Walk walk = walked({folder / "gone", file, folder / "empty"});
    EXPECT_EQ(walk.roots[0].state, RootState::Absent);
    EXPECT_EQ(walk.roots[1].state, RootState::Absent);
    EXPECT_EQ(walk.roots[2].state, RootState::Here);
    EXPECT_TRUE(walk.roots[2].isEmpty);
    EXPECT_EQ(walk.troubles.size(), 2U);
    EXPECT_TRUE(walk.troubles[0].error.message.contains("gone"));
    const Names relative{"music"};
    EXPECT_EQ(collection::walk(relative, {}, {}).error().code, ErrorCode::InvalidArgument);
}

TEST(Walk, WhatItMayNotSeeIsUnknown)
{
    const TemporaryFolder folder;
    folder.write("open/1.mp3", "x");
    folder.write("closed/2.mp3", "x");
    ::chmod(folder.path().c_str(), 0755);
    ::chmod((folder / "closed").c_str(), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(9);
        const std::array roots{folder.path(), folder / "closed"};
        const auto walk = collection::walk(std::span(roots).first(1), {}, {});
        if (!walk || names(*walk, folder.path()) != Names{"open/1.mp3"}) ::_exit(1);
        if (walk->unknown != Names{folder / "closed"} || walk->troubles.size() != 1) ::_exit(2);
        if (walk->troubles[0].error.code != ErrorCode::Io || !walk->troubles[0].error.message.contains("closed")) ::_exit(3);
        const auto asRoot = collection::walk(std::span(roots).last(1), {}, {});
        ::_exit(asRoot && asRoot->roots[0].state == RootState::Unreadable && asRoot->unknown == Names{folder / "closed"} ? 0 : 4);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ::chmod((folder / "closed").c_str(), 0755);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Walk, AFolderThatGoesInMidWalkIsUnknown)
{
    const TemporaryFolder folder;
    folder.write("a/1.mp3", "x");
    folder.write("b/1.mp3", "x");
    // The first call comes with the root in hand: its own entries are read, its sub-folders are not open yet.
    const std::array roots{folder / "a", folder / "b"};
    const auto walk = collection::walk(roots, {}, {}, [&](const Progress &progress) {
        if (progress.item == folder / "a") fs::remove_all(folder / "b");
    });
    ASSERT_TRUE(walk);
    EXPECT_EQ(names(*walk, folder.path()), Names{"a/1.mp3"});
    EXPECT_EQ(walk->unknown, Names{folder / "b"});
}

TEST(Walk, LeavesOutWhatIsExcluded)
{
    const TemporaryFolder folder;
    folder.write("Music/1.mp3", "x");
    folder.write("Podcasts/2.mp3", "x");
    folder.write("Music/skip me.mp3", "x");
    EXPECT_EQ(names(walked({folder.path()}, {.exclude = {"/podcasts$", "/skip[^/]*$"}}), folder.path()), Names{"Music/1.mp3"});
    const std::array roots{folder.path()};
    const auto wrong = collection::walk(roots, {.exclude = {"("}}, {});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::InvalidArgument);
}

TEST(Walk, StopsWhenAsked)
{
    const TemporaryFolder folder;
    for (int i = 0; i < 300; ++i) folder.write(std::to_string(i) + "/1.mp3", "");
    std::stop_source source;
    const std::array roots{folder.path()};
    int calls = 0;
    const auto walk = collection::walk(roots, {}, source.get_token(), [&](const Progress &) {
        if (++calls == 2) source.request_stop();
    });
    ASSERT_FALSE(walk);
    EXPECT_EQ(walk.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(calls, 2);
}

} // namespace
} // namespace taraf::collection
