#include "decoded.h"
#include "first_tracks.h"

#include "encode.h"

#include "taraf/base/file.h"

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <thread>

namespace taraf::demo {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

std::string bytesOf(const std::string &path) { return readFile(path, 100'000'000).value(); }

TEST(DemoFolder, IsCompletedWithTheSameBytesWhateverTheThreads)
{
    const FirstTracks &demo = FirstTracks::made();
    ASSERT_TRUE(demo.summary);
    const TemporaryFolder folder;
    const std::string half = folder / "half";
    fs::copy(demo.folder.path(), half, fs::copy_options::recursive);
    const auto files = musicBelow(half);
    // What a kill may leave: a file missing, an album missing, an empty file, half a file beside its name.
    fs::remove(half + "/" + files[0]);
    fs::remove_all(fs::path(half + "/" + files[3]).parent_path());
    std::ofstream(half + "/" + files[9], std::ios::trunc).close();
    const std::string beside = half + "/" + files[0] + ".new-1-1";
    std::ofstream(beside) << "half";
    const std::string kept = half + "/" + files[5];
    const auto before = fs::last_write_time(kept);

    const auto again = writeDemo(half, FirstTracks::options(1), {}, {});
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->written, 3U);
    EXPECT_EQ(again->bytes, demo.summary->bytes);
    for (const std::string &file : files) EXPECT_EQ(bytesOf(half + "/" + file), bytesOf(demo.folder / file)) << file;
    EXPECT_EQ(fs::last_write_time(kept), before);
    EXPECT_TRUE(fs::exists(beside)) << "nothing is deleted";

    const auto nothing = writeDemo(half, FirstTracks::options(1), {}, {});
    ASSERT_TRUE(nothing);
    EXPECT_EQ(nothing->written, 0U);
}

TEST(DemoFolder, OfSomebodyElseIsRefusedAndUntouched)
{
    const TemporaryFolder folder;
    folder.write("Artist/song.mp3", "music");
    const auto refused = writeDemo(folder.path(), {}, {}, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(refused.error().message.find(folder.path()), std::string::npos) << refused.error().message;
    EXPECT_EQ(musicBelow(folder.path()), std::vector<std::string>{"Artist/song.mp3"});
    EXPECT_FALSE(fs::exists(folder / kDemoMarker));
}

TEST(DemoFolder, OfAnotherSeedIsRefused)
{
    const FirstTracks &demo = FirstTracks::made();
    const auto refused = writeDemo(demo.folder.path(), {.seed = 5}, {}, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
    const TemporaryFolder folder;
    folder.write(kDemoMarker, "my own notes");
    EXPECT_EQ(writeDemo(folder.path(), {}, {}, {}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(bytesOf(folder / kDemoMarker), "my own notes");
}

TEST(DemoFolder, ThatCannotBeMadeIsNamed)
{
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "x");
    for (const std::string &path : {file, file + "/below"}) {
        const auto failed = writeDemo(path, {}, {}, {});
        ASSERT_FALSE(failed);
        EXPECT_EQ(failed.error().code, ErrorCode::Io);
        EXPECT_NE(failed.error().message.find(path), std::string::npos) << failed.error().message;
    }
}

TEST(DemoFolder, OnAFullDiskIsNamedAndHoldsNoHalfFile)
{
    const TemporaryFolder folder;
    const std::string full = folder / "full";
    // A limit on the size of files fails a write as a full disk does.
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{.rlim_cur = 100'000, .rlim_max = before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    const auto failed = writeDemo(full, FirstTracks::options(2), {}, {});
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::Io);
    EXPECT_NE(failed.error().message.find(full), std::string::npos) << failed.error().message;
    EXPECT_TRUE(musicBelow(full).empty());
}

TEST(DemoFolder, HoldsWholeFilesAfterAStop)
{
    const FirstTracks &demo = FirstTracks::made();
    const TemporaryFolder folder;
    std::stop_source stop;
    const auto stopped = writeDemo(folder.path(), FirstTracks::options(2), stop.get_token(), [&](const Progress &progress) {
        if (progress.done == 1) stop.request_stop();
    });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    const auto files = musicBelow(folder.path());
    EXPECT_GE(files.size(), 1U);
    EXPECT_LE(files.size(), 3U);
    for (const std::string &file : files) EXPECT_EQ(bytesOf(folder / file), bytesOf(demo.folder / file)) << file;
}

TEST(DemoFolder, IsNotEvenMadeOnceStopped)
{
    const TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(writeDemo(folder / "new", {}, stop.get_token(), {}).error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(folder / "new"));
}

TEST(DemoOgg, GetsTheSerialNumberAskedFor)
{
    const FirstTracks &demo = FirstTracks::made();
    ASSERT_TRUE(demo.summary);
    const auto files = musicBelow(demo.folder.path());
    const auto ogg = std::ranges::find_if(files, [](const std::string &file) { return file.ends_with(".ogg"); });
    ASSERT_NE(ogg, files.end());
    const std::string whole = bytesOf(demo.folder / *ogg);
    std::string other = whole;
    ASSERT_TRUE(setSerial(other, 0x04030201));
    EXPECT_EQ(other.substr(14, 4), "\x01\x02\x03\x04");
    EXPECT_NE(other, whole);
    // The old number brings the old checksums back: they are what the encoder's library computes.
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(whole[at])); };
    ASSERT_TRUE(setSerial(other, byte(14) | byte(15) << 8U | byte(16) << 16U | byte(17) << 24U));
    EXPECT_EQ(other, whole);
    for (const std::size_t length : {std::size_t{10}, whole.size() - 1}) {
        std::string cut = whole.substr(0, length);
        EXPECT_EQ(setSerial(cut, 1).error().code, ErrorCode::Corrupt);
    }
}

} // namespace
} // namespace taraf::demo
