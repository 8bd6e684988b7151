#include "messages.h"
#include "wire.h"

#include <gtest/gtest.h>
#include <limits>

namespace taraf::probe {
namespace {

Report fullReport()
{
    Report report;
    Tags &tags = report.tags;
    tags = {.title = "T", .artists = {"A", "B"}, .albumArtists = {"C"}, .album = "L", .track = 3, .tracks = 12, .disc = 1, .discs = 2, .year = 1999,
            .originalYear = 1987, .genres = {"G"}, .composers = {"K"}, .comment = "c", .compilation = true,
            .musicBrainz = {.recording = "r", .releaseTrack = "t", .release = "l", .releaseGroup = "g", .artists = {"a"}, .albumArtists = {"b"}, .work = "w"},
            .replayGain = {.trackGain = -7.5F, .trackPeak = 0.9F, .albumGain = std::nullopt, .albumPeak = 1.1F}, .rating = 0.8F, .plays = 7, .moods = {"m"}, .bpm = 120.5F,
            .initialKey = "Am", .copyright = "(c)", .license = "l", .art = EmbeddedArt{{1, 2, 3}, 4}};
    report.stream = {.duration = Milliseconds{1234}, .sampleRate = 44100, .channels = 2, .bitrate = 320, .bitDepth = 16};
    report.audioHash = {9, 8, 7};
    report.hashed = true;
    report.audioError = Error{ErrorCode::TooShort, "is short"};
    return report;
}

TEST(Messages, ComeBackAsTheyWent)
{
    const Report report = fullReport();
    const auto found = decodeFound(encode(report));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->report.tags, report.tags);
    EXPECT_EQ(found->report.stream, report.stream);
    EXPECT_EQ(found->report.audioHash, report.audioHash);
    EXPECT_TRUE(found->report.hashed);
    EXPECT_EQ(found->report.audioError, report.audioError);
    EXPECT_EQ(found->samples, 0U);

    const auto ask = decodeAsk(encode(Ask{"na\xFFme", Audio::Decode, Span{Seconds{1}, Seconds{9}}}));
    ASSERT_TRUE(ask);
    EXPECT_EQ(ask->name, "na\xFFme");
    EXPECT_EQ(ask->span, (Span{Seconds{1}, Seconds{9}}));
    EXPECT_EQ(decodeHello(encode(Hello{"w"}))->warning, "w");
}

TEST(Messages, APictureHasAsManyPixelsAsItSays)
{
    const Picture picture{.width = 3, .height = 2, .pixels = std::vector<std::uint8_t>(24, 7)};
    const std::string bytes = encode(picture);
    const auto came = decodePortrayed(bytes);
    ASSERT_TRUE(came);
    EXPECT_EQ(std::tuple(came->width, came->height, came->pixels), std::tuple(3, 2, picture.pixels));
    for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decodePortrayed(bytes.substr(0, size))) << size;
    EXPECT_FALSE(decodePortrayed(encode(Picture{.width = 3, .height = 3, .pixels = picture.pixels})));
    EXPECT_FALSE(decodePortrayed(encode(Picture{.width = 0, .height = 0, .pixels = {}})));
    EXPECT_FALSE(decodePortrayed(encode(Picture{.width = 1, .height = kLargestEdge + 1, .pixels = std::vector<std::uint8_t>(4 * (kLargestEdge + 1))})));
    EXPECT_EQ(decodeAskPicture(encode(AskPicture{"a", 160}))->edge, 160);
    EXPECT_FALSE(decodeAskPicture(encode(AskPicture{"a", kLargestEdge + 1})));
}

TEST(Messages, AreRefusedWhenCutOrLengthened)
{
    const std::string bytes = encode(fullReport());
    for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decodeFound(bytes.substr(0, size))) << size;
    EXPECT_FALSE(decodeFound(bytes + "x"));
}

TEST(Messages, ARandomByteNeverCostsMoreThanTheMessage)
{
    const std::string good = encode(fullReport());
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const char byte : {'\0', '\x7F', '\xFF'}) {
            std::string bytes = good;
            bytes[at] = byte;
            const auto found = decodeFound(bytes);
            if (!found) continue;
            EXPECT_TRUE(found->report.tags.track >= 0 && found->report.tags.track <= 99999);
            EXPECT_TRUE(!found->report.tags.rating || (*found->report.tags.rating >= 0 && *found->report.tags.rating <= 1));
            EXPECT_LE(found->samples, kSamplesLimit);
        }
    }
}

TEST(Messages, RefuseWhatIsOutOfRange)
{
    const auto refused = [](auto change) {
        Report report = fullReport();
        change(report);
        return !decodeFound(encode(report));
    };
    EXPECT_FALSE(refused([](Report &) {}));
    EXPECT_TRUE(refused([](Report &report) { report.tags.year = -1; }));
    EXPECT_TRUE(refused([](Report &report) { report.tags.bpm = std::numeric_limits<float>::quiet_NaN(); }));
    EXPECT_TRUE(refused([](Report &report) { report.tags.rating = 1.01F; }));
    EXPECT_TRUE(refused([](Report &report) { report.tags.title = std::string(kTextLimit + 1, 'x'); }));
    EXPECT_TRUE(refused([](Report &report) { report.tags.title = "\xFF"; }));
    EXPECT_TRUE(refused([](Report &report) { report.tags.title = std::string("a\0b", 3); }));
    EXPECT_TRUE(refused([](Report &report) { report.tags.genres.assign(kValuesLimit + 1, "x"); }));
    EXPECT_TRUE(refused([](Report &report) { report.stream.duration = Milliseconds{-2147483648}; }));
    EXPECT_TRUE(refused([](Report &report) { report.stream.sampleRate = -1560279295; }));
    EXPECT_TRUE(refused([](Report &report) { report.audioError = Error{ErrorCode::Cancelled, "I say so"}; }));
    EXPECT_TRUE(refused([](Report &report) { report.pcm.emplace(); })) << "samples announced, none there";
    EXPECT_FALSE(decodeError(encode(Error{ErrorCode::Internal, "x"})));
    EXPECT_TRUE(decodeError(encode(Error{ErrorCode::Corrupt, "x"})));
}

} // namespace
} // namespace taraf::probe
