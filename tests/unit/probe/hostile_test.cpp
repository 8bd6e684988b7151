#include "probe_files.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace taraf::probe {
namespace {

using test::contentOf;

void expectInRange(const Report &report)
{
    const StreamInfo &stream = report.stream;
    EXPECT_GE(stream.duration.count(), 0);
    EXPECT_LE(stream.duration, std::chrono::hours(7 * 24));
    EXPECT_TRUE(stream.sampleRate >= 0 && stream.sampleRate <= 12288000);
    EXPECT_TRUE(stream.channels >= 0 && stream.channels <= 64);
    EXPECT_TRUE(stream.bitrate >= 0 && stream.bitrate <= 100000);
    EXPECT_TRUE(stream.bitDepth >= 0 && stream.bitDepth <= 64);
    EXPECT_TRUE(report.pcm || report.audioError);
    if (report.pcm) {
        EXPECT_GE(report.pcm->duration(), kShortestAnalysed);
        for (const float sample : report.pcm->samples) ASSERT_TRUE(std::isfinite(sample));
    }
}

/// The code of what reading gives, whichever way it is said.
ErrorCode complaint(const Result<Report> &report)
{
    if (!report) return report.error().code;
    return report->audioError ? report->audioError->code : ErrorCode::Internal;
}

TEST(Hostile, EveryOddFileIsSurvived)
{
    const char *const data = std::getenv("TARAF_TEST_DATA");
    if (data == nullptr) GTEST_SKIP() << "needs conformance data: set TARAF_TEST_DATA";
    Client client({}, program());
    std::size_t files = 0;
    pid_t child = 0;
    for (const auto &entry : std::filesystem::directory_iterator(std::string(data) + "/odd-audio")) {
        SCOPED_TRACE(entry.path().filename().string());
        ++files;
        const auto report = client.read({entry.path(), Audio::Decode, {}});
        if (report) {
            expectInRange(*report);
        } else {
            EXPECT_TRUE(report.error().code == ErrorCode::Corrupt || report.error().code == ErrorCode::Unsupported) << report.error().message;
            EXPECT_TRUE(report.error().message.starts_with(entry.path().string())) << report.error().message;
        }
        if (child != 0) {
            EXPECT_EQ(client.child(), child) << "no file of these may end the child";
        }
        child = client.child();
    }
    EXPECT_GE(files, 100U);
}

TEST(Hostile, WhatIsNoFileIsNotOpened)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    std::filesystem::create_directory(folder / "folder.mp3");
    ASSERT_EQ(::mkfifo((folder / "pipe.mp3").c_str(), 0600), 0);
    std::filesystem::create_symlink("loop.mp3", folder / "loop.mp3");
    std::filesystem::create_symlink("gone", folder / "dangling.mp3");
    EXPECT_EQ(client.read({folder / "folder.mp3", Audio::Decode, {}}).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(client.read({folder / "pipe.mp3", Audio::Decode, {}}).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(client.read({folder / "loop.mp3", Audio::Decode, {}}).error().code, ErrorCode::Io);
    EXPECT_EQ(client.read({folder / "dangling.mp3", Audio::Decode, {}}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(client.read({"/dev/zero", Audio::Decode, {}}).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(client.read({folder / "none", Audio::Decode, {}}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(client.child(), 0) << "none of these was worth starting a child";
    if (::geteuid() != 0) {
        const std::string secret = folder.write("secret.mp3", "x");
        ASSERT_EQ(::chmod(secret.c_str(), 0), 0);
        EXPECT_EQ(client.read({secret, Audio::Decode, {}}).error().code, ErrorCode::Io);
    }
}

TEST(Hostile, WhatIsNoAudioIsRefused)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    std::string prose;
    for (int i = 0; i < 3000; ++i) prose += "It was a dark and stormy night. ";
    for (const char *name : {"a.mp3", "a.flac", "a.m4a", "a.ogg", "a.aac"}) {
        SCOPED_TRACE(name);
        EXPECT_EQ(complaint(client.read({folder.write(std::string("empty-") + name, ""), Audio::Decode, {}})), ErrorCode::Corrupt);
        for (const auto &[kind, bytes] : {std::pair{"text-", prose}, std::pair{"zeros-", std::string(3 << 20, '\0')}, std::pair{"byte-", std::string("x")}}) {
            const ErrorCode code = complaint(client.read({folder.write(std::string(kind) + name, bytes), Audio::Decode, {}}));
            EXPECT_TRUE(code == ErrorCode::Unsupported || code == ErrorCode::Corrupt) << kind << taraf::name(code);
        }
    }
    // A playlist that would have other files opened, by the formats that do so.
    const std::string wav = Corpus::get().path("source.wav");
    EXPECT_EQ(complaint(client.read({folder.write("list.ffconcat", "ffconcat version 1.0\nfile " + wav + "\n"), Audio::Decode, {}})), ErrorCode::Unsupported);
    EXPECT_EQ(complaint(client.read({folder.write("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:30\n#EXTINF:24,\n" + wav + "\n#EXT-X-ENDLIST\n"), Audio::Decode, {}})),
              ErrorCode::Unsupported);
}

TEST(Hostile, TruncatedFilesGiveWhatTheyHold)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    for (const Format &format : kFormatsMade) {
        SCOPED_TRACE(format.name);
        const std::string whole = contentOf(Corpus::get().path(format.name));
        if (format.isSilent) continue; // nearly all of it is its header
        const auto half = client.read({folder.write(std::string("half-") + format.name, whole.substr(0, whole.size() / 2)), Audio::Decode, {}});
        if (half && half->pcm) {
            EXPECT_GE(half->pcm->duration().count(), 10);
            EXPECT_LE(half->pcm->duration().count(), 16);
        } else {
            // Half an MP4 or Musepack lacks its index, which is at the end.
            EXPECT_EQ(complaint(half), ErrorCode::Corrupt);
            EXPECT_TRUE(std::string_view(format.name).ends_with(".m4a") || std::string_view(format.name).ends_with(".mpc"));
        }
        for (const std::size_t size : {std::size_t{10}, std::size_t{100}, std::size_t{5000}}) {
            const auto start = client.read({folder.write(std::string("start-") + format.name, whole.substr(0, size)), Audio::Decode, {}});
            const ErrorCode code = complaint(start);
            EXPECT_TRUE(code == ErrorCode::Corrupt || code == ErrorCode::Unsupported || code == ErrorCode::TooShort) << size << " bytes: " << name(code);
        }
    }
}

TEST(Hostile, FlippedBitsAreSurvived)
{
    const test::TemporaryFolder folder;
    Client client({.wall = Seconds{20}}, program());
    unsigned state = 1;
    const auto random = [&state] { return state = state * 1664525U + 1013904223U; };
    for (const Format &format : kFormatsMade) {
        SCOPED_TRACE(format.name);
        std::string bytes = contentOf(Corpus::get().path(format.name)).substr(0, 400000);
        for (int flips = 0; flips < 200; ++flips) {
            // Mostly in the headers, where a number means most.
            const std::size_t at = (random() >> 8U) % (flips % 2 == 0 ? 2000 : bytes.size());
            bytes[at % bytes.size()] = static_cast<char>(random() >> 24U);
        }
        const auto report = client.read({folder.write(std::string("flipped-") + format.name, bytes), Audio::Decode, {}});
        if (report) expectInRange(*report);
        else EXPECT_NE(report.error().code, ErrorCode::Internal);
    }
    EXPECT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::Decode, {}}));
}

TEST(Hostile, DamageInTheMiddleIsTolerated)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    for (const char *name : {"cbr.mp3", "a.flac", "vorbis.ogg", "aac.m4a", "a.opus", "a.wv"}) {
        SCOPED_TRACE(name);
        std::string bytes = contentOf(Corpus::get().path(name));
        bytes.replace(bytes.size() / 2, 2000, std::string(2000, '\x55'));
        const auto damaged = client.read({folder.write(name, bytes), Audio::Decode, {}});
        ASSERT_TRUE(damaged);
        ASSERT_TRUE(damaged->pcm) << damaged->audioError->message;
        EXPECT_GT(damaged->pcm->duration().count(), 20);
    }
    // All of it broken: only the header is whole.
    std::string bytes = contentOf(Corpus::get().path("alac.m4a"));
    const std::size_t from = bytes.find("mdat") + 4;
    const std::size_t to = bytes.find("moov", from) - 4;
    ASSERT_TRUE(from < bytes.size() / 2 && to > bytes.size() / 2 && to < bytes.size());
    for (std::size_t i = from; i < to; ++i) bytes[i] = static_cast<char>(i * 2654435761U >> 13U);
    EXPECT_EQ(complaint(client.read({folder.write("broken.m4a", bytes), Audio::Decode, {}})), ErrorCode::Corrupt);
}

TEST(Hostile, AShortFileIsTooShort)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    for (const char *name : {"short.mp3", "short.flac", "short.wav"}) {
        ASSERT_TRUE(test::ffmpeg(Corpus::get().path("source.wav"), "-t 3 -metadata title=Short", folder / name));
        const auto report = client.read({folder / name, Audio::Decode, {}});
        ASSERT_TRUE(report) << name;
        EXPECT_EQ(report->tags.title, "Short") << "its tags are fine";
        ASSERT_TRUE(report->audioError) << name;
        EXPECT_EQ(report->audioError->code, ErrorCode::TooShort);
        EXPECT_TRUE(report->audioError->message.starts_with(folder / name)) << report->audioError->message;
        EXPECT_TRUE(report->hashed);
        EXPECT_FALSE(client.read({folder / name, Audio::None, {}})->audioError);
    }
    const auto past = client.read({Corpus::get().path("a.flac"), Audio::Decode, Span{Seconds{23}, Seconds{30}}});
    ASSERT_TRUE(past && past->audioError);
    EXPECT_EQ(past->audioError->code, ErrorCode::TooShort);
}

TEST(Hostile, ALyingDurationIsNotBelieved)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    // FLAC's STREAMINFO: 36 bits of total samples, here 50 hours; and none.
    std::string bytes = contentOf(Corpus::get().path("a.flac"));
    for (const auto &[name, low] : {std::pair{"fifty-hours.flac", std::string("\xF1\xD9\x39\x80\x00", 5)}, std::pair{"unknown.flac", std::string("\xF0\0\0\0\0", 5)}}) {
        bytes.replace(21, 5, low);
        const auto report = client.read({folder.write(name, bytes), Audio::Decode, {}});
        ASSERT_TRUE(report && report->pcm) << name;
        EXPECT_NEAR(report->pcm->duration().count(), kStairSeconds, 0.1) << name;
        EXPECT_NEAR(static_cast<double>(report->stream.duration.count()), kStairSeconds * 1000.0, 100) << name;
    }
}

} // namespace
} // namespace taraf::probe
