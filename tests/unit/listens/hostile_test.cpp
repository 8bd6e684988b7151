#include "archives.h"
#include "collected.h"

#include <random>

namespace taraf::listens {
namespace {

std::string repeated(std::string_view text, std::size_t times)
{
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

const std::string kRow = R"({"listened_at": 1748964167, "track_metadata": {"artist_name": "A", "track_name": "T"}})";

TEST(Hostile, DepthCostsARow)
{
    for (const std::size_t depth : {2000U, 100'000U}) {
        const std::string deep = R"({"listened_at": 1748964167, "track_metadata": )" + repeated("{\"a\":[", depth) + repeated("]}", depth) + "}";
        EXPECT_EQ(readText("x.jsonl", kRow + "\n" + deep + "\n" + kRow + "\n").listens.size(), 2);
        EXPECT_EQ(readText("x.json", "[" + kRow + "," + deep + "," + kRow + "]").listens.size(), 2);
    }
    EXPECT_EQ(readText("x.json", repeated("[", 3'000'000), Format::ListenBrainz).rejections.size(), 1);
    EXPECT_EQ(readText("x.json", repeated("{\"a\":", 1'000'000), Format::SpotifyExtended).listens.size(), 0);
    EXPECT_EQ(readText("x.json", repeated("]}", 1'000'000), Format::SpotifyExtended).listens.size(), 0);
}

TEST(Hostile, LengthCostsARow)
{
    const std::string tsv = "user_000001\t2009-04-08T01:57:47Z\t\tA\t\tT\n";
    const Collected lines = readText("x.tsv", tsv + std::string(20 << 20, 'x') + "\n" + tsv + std::string(2 << 20, 'x'));
    EXPECT_EQ(lines.listens.size(), 2);
    EXPECT_EQ(lines.rejections, (std::vector<std::string>{":2 a line longer than 1 MiB", ":4 a line longer than 1 MiB"}));
    const Collected elements = readText("x.json", "[" + kRow + ",{\"a\":\"" + std::string(20 << 20, 'x') + "\"}," + kRow + ",{\"a\":\"" + std::string(2 << 20, 'x'));
    EXPECT_EQ(elements.listens.size(), 2);
    EXPECT_EQ(elements.rejections, (std::vector<std::string>{":2 longer than a row may be", ":4 the file ends within it"}));
}

/// Lines and elements of a gigabyte come in some kilobytes of gzip; nothing of them is kept.
TEST(Hostile, ALineOfAGigabyte)
{
    const std::string tsv = "user_000001\t2009-04-08T01:57:47Z\t\tA\t\tT\n";
    const std::string part = packed(std::string(10 << 20, 'x'), KCompressionDevice::GZip);
    const Collected all = readText("x.gz", packed(tsv, KCompressionDevice::GZip) + repeated(part, 100) + packed("\n" + tsv, KCompressionDevice::GZip));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.listens.size(), 2);
    EXPECT_EQ(all.rejections, std::vector<std::string>{":2 a line longer than 1 MiB"});
}

TEST(Hostile, NumbersThatAreNone)
{
    for (const std::string number : {"99999999999999999999999999999999", "-1e308", "1e999", "NaN", "true", "[]", "{}", "\"\"", "\"9223372036854775808\"", "0x10", "1.5e9x"}) {
        const Collected all = readText("x.jsonl", R"({"listened_at": )" + number + R"(, "track_metadata": {"artist_name": "A", "track_name": "T"}})" + "\n" + kRow + "\n");
        EXPECT_EQ(all.listens.size(), 1) << number;
        EXPECT_EQ(all.rejections.size(), 1) << number;
    }
    for (const std::string number : {"-1e308", "1e30", "9223372036854775807", "18446744073709551615", "true", "[]", "{}", "\"\"", "-1", "\"x\""}) {
        const Collected all = readText("x.jsonl", R"({"listened_at": 1748964167, "track_metadata": {"artist_name": "A", "track_name": "T", "additional_info": {"duration_ms": )" +
                                                      number + R"(, "duration_played": )" + number + "}}}\n");
        ASSERT_EQ(all.listens.size(), 1) << number;
        EXPECT_EQ(all.listens[0].duration, 0) << number;
        EXPECT_EQ(all.listens[0].played, 0) << number;
    }
}

TEST(Hostile, NoiseIsRefusedOrRejected)
{
    std::mt19937 dice(7);
    for (int i = 0; i < 60; ++i) {
        std::string noise(dice() % 5000 + 1, '\0');
        for (char &c : noise) c = static_cast<char>(dice());
        EXPECT_EQ(readText("x", noise).code(), ErrorCode::Unsupported);
        for (const Format format : formats()) EXPECT_TRUE(readText("x", noise, format).listens.empty());
        for (const std::string_view magic : {"PK\x03\x04", "\x1F\x8B\x08", "BZh9", "\x28\xB5\x2F\xFD", "SQLite format 3"}) {
            std::string marked = std::string(magic) + (magic.starts_with('S') ? std::string(1, '\0') : "") + noise;
            EXPECT_FALSE(readText("x", marked).outcome) << magic;
        }
    }
}

/// Whatever a byte is changed to, rows are given or rejected, and the reading ends.
TEST(Hostile, EveryByteOfAnArchive)
{
    const std::string zip = zipOf({{"user.json", "{\"username\":\"x\"}"}, {"listens/2025/6.jsonl", repeated(kRow + "\n", 5)}});
    const std::string tar = tarOf({{"listens/2025/6.jsonl", repeated(kRow + "\n", 5)}});
    for (const std::string &whole : {zip, tar}) {
        const std::size_t step = whole.size() > 2000 ? 7 : 1;
        for (std::size_t i = 0; i < whole.size(); i += step) {
            std::string bytes = whole;
            bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
            EXPECT_LE(readText("x", bytes).listens.size(), 6);
        }
        for (std::size_t i = 1; i < whole.size(); i += 23) EXPECT_LE(readText("x", std::string_view(whole).substr(0, i)).listens.size(), 5);
    }
}

} // namespace
} // namespace taraf::listens
