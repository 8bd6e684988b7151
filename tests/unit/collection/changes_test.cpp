#include "taraf/collection/changes.h"

#include "taraf/test/folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <gtest/gtest.h>

namespace taraf::collection {
namespace {

using test::TemporaryFolder;

constexpr FileTime kOld{1'600'000'000'000'000'000};
constexpr FileTime kNow{1'700'000'000'000'000'000};

/// What is known and what was found, made by hand.
class ChangesTest : public testing::Test
{
protected:
    ChangesTest() { addRoot("/m"); }

    void addRoot(const std::string &path, const std::string &volume = "v1")
    {
        m_roots.push_back({path, volume});
        m_walk.roots.push_back({.path = path, .state = RootState::Here, .isEmpty = false, .volume = volume});
    }
    FileId know(const std::string &path, std::uint64_t size = 10, FileTime modified = kOld, bool missing = false)
    {
        m_known.push_back({FileId(static_cast<std::int64_t>(m_known.size()) + 1), path, size, modified, missing});
        return m_known.back().file;
    }
    void find(const std::string &path, std::uint64_t size = 10, FileTime modified = kOld, std::size_t root = 0)
    {
        m_walk.files.push_back({path, size, modified, root});
    }
    void knowMany(const std::string &folder, int count)
    {
        for (int i = 0; i < count; ++i) know(folder + "/" + std::to_string(i) + ".mp3", static_cast<std::uint64_t>(100 + i));
    }
    void findMany(const std::string &folder, int count, std::size_t root = 0)
    {
        for (int i = 0; i < count; ++i) find(folder + "/" + std::to_string(i) + ".mp3", static_cast<std::uint64_t>(100 + i), kOld, root);
    }
    Changes changes()
    {
        std::ranges::sort(m_walk.files, {}, &FoundFile::path);
        auto compared = compare(m_known, m_roots, m_walk, kNow);
        if (!compared) throw std::runtime_error(compared.error().message);
        return *std::move(compared);
    }

    std::vector<KnownFile> m_known;
    std::vector<KnownRoot> m_roots;
    Walk m_walk;
};

using Ids = std::vector<FileId>;

TEST_F(ChangesTest, AreSortedOut)
{
    const auto same = know("/m/same.mp3");
    const auto larger = know("/m/larger.mp3");
    const auto touched = know("/m/touched.mp3");
    const auto lost = know("/m/lost.mp3");
    const auto back = know("/m/back.mp3", 10, kOld, true);
    const auto backOther = know("/m/back-other.mp3", 10, kOld, true);
    know("/m/long-gone.mp3", 10, kOld, true);
    find("/m/same.mp3");
    find("/m/larger.mp3", 11);
    find("/m/touched.mp3", 10, kOld + FileTime{1});
    find("/m/back.mp3");
    find("/m/back-other.mp3", 12);
    find("/m/new.mp3");
    const Changes result = changes();
    EXPECT_EQ(result.unchanged, Ids{same});
    ASSERT_EQ(result.changed.size(), 3U);
    EXPECT_EQ(result.changed[0].file, backOther);
    EXPECT_EQ(result.changed[1].file, larger);
    EXPECT_EQ(result.changed[1].now.size, 11U);
    EXPECT_EQ(result.changed[2].file, touched);
    EXPECT_EQ(result.missing, Ids{lost});
    EXPECT_EQ(result.returned, Ids{back});
    ASSERT_EQ(result.added.size(), 1U);
    EXPECT_EQ(result.added[0].path, "/m/new.mp3");
    EXPECT_TRUE(result.unknown.empty());
    EXPECT_TRUE(result.troubles.empty());
    EXPECT_EQ(result.roots[0].verdict, Verdict::Trusted);
    EXPECT_EQ(result.roots[0].volume, "v1");
}

TEST_F(ChangesTest, WhatCouldNotBeSeenStaysAsItWas)
{
    const auto inside = know("/m/closed/a/1.mp3");
    const auto itself = know("/m/odd.mp3");
    const auto beside = know("/m/closed2/1.mp3");
    m_walk.unknown = {"/m/closed", "/m/odd.mp3"};
    const Changes result = changes();
    EXPECT_EQ(result.unknown, (Ids{inside, itself}));
    EXPECT_EQ(result.missing, Ids{beside});
}

TEST_F(ChangesTest, AnAbsentRootIsLeftAlone)
{
    const auto file = know("/m/1.mp3");
    m_walk.roots[0].state = RootState::Absent;
    m_walk.roots[0].volume.clear();
    m_walk.unknown = {"/m"};
    const Changes result = changes();
    EXPECT_EQ(result.unknown, Ids{file});
    EXPECT_TRUE(result.missing.empty());
    EXPECT_EQ(result.roots[0].verdict, Verdict::Gone);
    EXPECT_TRUE(result.roots[0].volume.empty());
}

TEST_F(ChangesTest, AnEmptyMountPointIsLeftAloneHoweverFewFilesThereWere)
{
    const auto file = know("/m/1.mp3");
    m_walk.roots[0].isEmpty = true;
    m_walk.roots[0].volume = "root-disk";
    m_walk.emptyFolders = {"/m"};
    const Changes result = changes();
    EXPECT_EQ(result.unknown, Ids{file});
    EXPECT_EQ(result.roots[0].verdict, Verdict::Gone);
    ASSERT_EQ(result.troubles.size(), 1U);
    EXPECT_TRUE(result.troubles[0].error.message.contains("/m is empty"));
}

TEST_F(ChangesTest, AnEmptyRootThatNeverHeldAnythingIsFine)
{
    m_walk.roots[0].isEmpty = true;
    const Changes result = changes();
    EXPECT_EQ(result.roots[0].verdict, Verdict::Trusted);
    EXPECT_TRUE(result.troubles.empty());
}

TEST_F(ChangesTest, AnotherVolumeWithoutMostOfTheFilesIsLeftAlone)
{
    knowMany("/m", 5);
    find("/m/0.mp3", 100);
    find("/m/stray.mp3", 5);
    m_walk.roots[0].volume = "root-disk";
    const Changes result = changes();
    EXPECT_EQ(result.roots[0].verdict, Verdict::Gone);
    EXPECT_EQ(result.unknown.size(), 4U);
    EXPECT_EQ(result.unchanged.size(), 1U);
    EXPECT_TRUE(result.roots[0].volume.empty());
    EXPECT_EQ(result.troubles.size(), 1U);
}

TEST_F(ChangesTest, AnotherVolumeWithMostOfTheFilesIsTheNewOne)
{
    knowMany("/m", 10);
    findMany("/m", 9);
    m_walk.roots[0].volume = "new-disk";
    const Changes result = changes();
    EXPECT_EQ(result.roots[0].verdict, Verdict::Trusted);
    EXPECT_EQ(result.roots[0].volume, "new-disk");
    EXPECT_EQ(result.missing.size(), 1U);
}

TEST_F(ChangesTest, ARootThatLostMostAtOnceIsLeftAlone)
{
    knowMany("/m", 100);
    findMany("/m", 10);
    const Changes result = changes();
    EXPECT_EQ(result.roots[0].verdict, Verdict::Emptied);
    EXPECT_EQ(result.roots[0].known, 100U);
    EXPECT_EQ(result.roots[0].vanished, 90U);
    EXPECT_TRUE(result.missing.empty());
    EXPECT_EQ(result.unknown.size(), 90U);
    ASSERT_EQ(result.troubles.size(), 1U);
    EXPECT_TRUE(result.troubles[0].error.message.contains("90 of the 100 files"));
}

TEST_F(ChangesTest, HalfOrFewAreMissing)
{
    knowMany("/m", 100);
    findMany("/m", 50);
    EXPECT_EQ(changes().missing.size(), 50U);

    m_known.clear();
    m_walk.files.clear();
    knowMany("/m", 21);
    findMany("/m", 1);
    EXPECT_EQ(changes().missing.size(), 20U);
}

TEST_F(ChangesTest, ARenamedFolderIsNoLoss)
{
    knowMany("/m/Old name", 100);
    findMany("/m/New name", 100);
    const Changes result = changes();
    EXPECT_EQ(result.roots[0].verdict, Verdict::Trusted);
    EXPECT_EQ(result.missing.size(), 100U);
    EXPECT_EQ(result.added.size(), 100U);
}

TEST_F(ChangesTest, EverythingMovedToAnotherRootIsNoLoss)
{
    addRoot("/n", "v2");
    knowMany("/m", 100);
    findMany("/n", 100, 1);
    const Changes result = changes();
    EXPECT_EQ(result.roots[0].verdict, Verdict::Trusted);
    EXPECT_EQ(result.missing.size(), 100U);
}

TEST_F(ChangesTest, OneRootsLossDoesNotTouchAnother)
{
    addRoot("/m/inner", "v2");
    knowMany("/m/inner", 50);
    const auto outer = know("/m/1.mp3");
    m_walk.roots[1].isEmpty = true;
    const Changes result = changes();
    EXPECT_EQ(result.missing, Ids{outer});
    EXPECT_EQ(result.unknown.size(), 50U);
    EXPECT_EQ(result.roots[1].verdict, Verdict::Gone);
}

TEST_F(ChangesTest, AnEmptyFolderWhereADriveWasIsLeftAlone)
{
    knowMany("/m/nas/Artist/Album", 30);
    knowMany("/m/own", 100);
    findMany("/m/own", 100);
    const auto emptied = know("/m/deleted/1.mp3");
    m_walk.emptyFolders = {"/m/deleted", "/m/nas"};
    const Changes result = changes();
    EXPECT_EQ(result.missing, Ids{emptied});
    EXPECT_EQ(result.unknown.size(), 30U);
    ASSERT_EQ(result.troubles.size(), 1U);
    EXPECT_TRUE(result.troubles[0].error.message.contains("/m/nas is empty"));
}

TEST_F(ChangesTest, FilesBeingWrittenArePutOff)
{
    know("/m/known.mp3");
    find("/m/known.mp3", 11, kNow - std::chrono::milliseconds(500));
    find("/m/new.mp3", 10, kNow - std::chrono::milliseconds(1900));
    find("/m/new-enough.mp3", 10, kNow - std::chrono::seconds(2));
    find("/m/tomorrow.mp3", 10, kNow + std::chrono::hours(24));
    const auto touched = know("/m/just-read.mp3", 10, kNow - std::chrono::seconds(1));
    find("/m/just-read.mp3", 10, kNow - std::chrono::seconds(1));
    const Changes result = changes();
    ASSERT_EQ(result.unsettled.size(), 2U);
    EXPECT_EQ(result.unsettled[0].path, "/m/known.mp3");
    EXPECT_EQ(result.unsettled[1].path, "/m/new.mp3");
    EXPECT_EQ(result.added.size(), 2U);
    EXPECT_EQ(result.unchanged, Ids{touched});
    EXPECT_TRUE(result.missing.empty());
}

TEST_F(ChangesTest, FilesOfOtherRootsStayAsTheyWere)
{
    const auto other = know("/elsewhere/1.mp3");
    EXPECT_EQ(changes().unknown, Ids{other});
    m_roots.clear();
    EXPECT_EQ(compare(m_known, m_roots, m_walk, kNow).error().code, ErrorCode::InvalidArgument);
}

FoundFile found(const std::string &path)
{
    const auto stamp = stampOf(path);
    return {path, stamp ? stamp->size : 0, stamp ? stamp->modified : FileTime{}, 0};
}

TEST(Settle, TellsFinishedFilesFromGrowingOnes)
{
    const TemporaryFolder folder;
    const FoundFile done = found(folder.write("done.mp3", "12345"));
    FoundFile growing = found(folder.write("growing.mp3", "12"));
    const FoundFile gone = found(folder.write("gone.mp3", "12"));
    folder.write("growing.mp3", "1234");
    std::filesystem::remove(gone.path);
    const std::array files{done, growing, gone};
    const auto settled = settle(files, {});
    ASSERT_TRUE(settled);
    ASSERT_EQ(settled->ready.size(), 1U);
    EXPECT_EQ(settled->ready[0].path, done.path);
    ASSERT_EQ(settled->growing.size(), 1U);
    EXPECT_EQ(settled->growing[0].path, growing.path);
    EXPECT_EQ(settled->growing[0].size, 4U);
    ASSERT_EQ(settled->troubles.size(), 1U);
    EXPECT_EQ(settled->troubles[0].error.code, ErrorCode::Busy);
    EXPECT_TRUE(settled->troubles[0].error.message.contains("still being written"));
}

TEST(Settle, StopsWhenAskedAndNeedsNoTimeForNothing)
{
    const TemporaryFolder folder;
    std::stop_source source;
    source.request_stop();
    const std::array files{found(folder.write("a.mp3", "1"))};
    const auto stopped = settle(files, source.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(settle({}, source.get_token()));
}

TEST(Compare, AgreesWithARealWalk)
{
    const TemporaryFolder folder;
    folder.write("a/1.mp3", "1");
    folder.write("a/2.mp3", "22");
    const std::array roots{folder.path()};
    const Walk first = walk(roots, {}, {}).value();
    std::vector<KnownFile> known;
    for (const FoundFile &file : first.files) known.push_back({FileId(static_cast<std::int64_t>(known.size()) + 1), file.path, file.size, file.modified, false});
    std::filesystem::rename(folder / "a/1.mp3", folder / "a/moved.mp3");
    const Walk second = walk(roots, {}, {}).value();
    const std::array knownRoots{KnownRoot{folder.path(), first.roots[0].volume}};
    const auto later = std::chrono::system_clock::now().time_since_epoch() + std::chrono::hours(1);
    const auto result = compare(known, knownRoots, second, later);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->missing, Ids{FileId(1)});
    EXPECT_EQ(result->unchanged, Ids{FileId(2)});
    ASSERT_EQ(result->added.size(), 1U);
    EXPECT_EQ(result->added[0].path, folder / "a/moved.mp3");
    EXPECT_EQ(result->roots[0].volume, first.roots[0].volume);
}

} // namespace
} // namespace taraf::collection
