#include "archives.h"
#include "collected.h"

namespace taraf::listens {
namespace {

const std::string kId = "b10bbbfc-cf9e-42e0-be17-e2c3e1d2600d";
const std::string kOtherId = "f467181e-d5e0-4285-b47e-e853dcc89ee7";

std::string row(const std::string &time, const std::string &artist, const std::string &title, const std::string &artistId = {}, const std::string &titleId = {})
{
    return "user_000639\t" + time + "\t" + artistId + "\t" + artist + "\t" + titleId + "\t" + title + "\n";
}

TEST(LastFm1K, EveryColumn)
{
    const Collected all = readText("plays.tsv", row("2009-04-08T01:57:47Z", "The \"Quoted\" & Beatles", "\"Heroes\"", kId, kOtherId) +
                                                    row("2005-02-14T00:00:00Z", "木村", "Jóga\r"));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::LastFm1K);
    ASSERT_EQ(all.listens.size(), 2);
    EXPECT_EQ(all.listens[0].user, "user_000639");
    EXPECT_EQ(all.listens[0].at, 1239155867);
    EXPECT_EQ(all.listens[0].artist, "The \"Quoted\" & Beatles") << "a quote is a letter";
    EXPECT_EQ(all.listens[0].title, "\"Heroes\"");
    EXPECT_EQ(all.listens[0].artistId, kId);
    EXPECT_EQ(all.listens[0].recordingId, kOtherId);
    EXPECT_EQ(all.listens[1].at, 1108339200);
    EXPECT_EQ(all.listens[1].title, "Jóga");
    EXPECT_EQ(all.listens[1].artistId, "");
}

TEST(LastFm1K, DamagedRowsCostThemselves)
{
    const Collected all = readText("plays.tsv", row("2009-04-08T01:57:47Z", "A", "B") + row("2009-04-08T01:57:47Z", "A\tA", "B") + "user_000639\t2009-04-08T01:57:47Z\t\n" +
                                                    row("2009-13-08T01:57:47Z", "A", "B") + row("2009-04-08T01:57:47Z", "", "B") + row("2009-04-08T01:57:47Z", "A", " ") +
                                                    row("2001-04-08T01:57:47Z", "A", "B") + row("2109-04-08T01:57:47Z", "A", "B") +
                                                    row("2009-04-08T01:57:47Z", "A", std::string("B\0C", 3)) + row("2009-04-08T01:57:47Z", std::string(5000, 'a'), "B") +
                                                    "\n" + row("2009-04-08T01:57:48Z", "A", "B", "no id", "B10BBBFC-CF9E-42E0-BE17-E2C3E1D2600D"));
    EXPECT_EQ(all.rejections, (std::vector<std::string>{":2 not 6 columns", ":3 not 6 columns", ":4 no time", ":5 no artist", ":6 no title",
                                                        ":7 the time is before 2002-10-01", ":8 the time is in the future", ":9 a NUL in a name",
                                                        ":10 a name longer than 4 KiB"}));
    ASSERT_EQ(all.listens.size(), 2);
    EXPECT_EQ(all.listens[1].artistId, "") << "what is no id is none";
    EXPECT_EQ(all.listens[1].recordingId, kId) << "and has one spelling";
}

TEST(LastFm1K, TextIsRepaired)
{
    const Collected all = readText("plays.tsv", row("2009-04-08T01:57:47Z", " Bj\xF6rk ", "a\x01" "b\rc") + row("2009-04-08T01:57:47Z", "\xED\xA0\x80", "ok"));
    const Collected both = readText("plays.tsv", row("2009-04-08T01:57:47Z", "\x07" "First\xFF", "\x07" "Second\xFF"));
    ASSERT_EQ(both.listens.size(), 1);
    EXPECT_EQ(both.listens[0].artist + both.listens[0].title, "First\uFFFDSecond\uFFFD") << "one is not written over the other";
    ASSERT_EQ(all.listens.size(), 2);
    EXPECT_EQ(all.listens[0].artist, "Bj\uFFFDrk");
    EXPECT_EQ(all.listens[0].title, "a b c");
    EXPECT_EQ(all.listens[1].artist, "\uFFFD\uFFFD\uFFFD");
}

TEST(LastFm1K, TheArchiveAsItIsPublished)
{
    const std::string folder = "lastfm-dataset-1K/";
    const std::string tar = tarOf({{folder + "README.txt", "Read me\tfirst\n"},
                                   {folder + "userid-profile.tsv", "#id\tgender\tage\tcountry\tregistered\nuser_000001\tm\t\tJapan\tAug 13, 2006\n"},
                                   {folder + "userid-timestamp-artid-artname-traid-traname.tsv", row("2009-04-08T01:57:47Z", "A", "B") + "damaged\n"}});
    for (const std::string &bytes : {tar, packed(tar, KCompressionDevice::GZip)}) {
        const Collected all = readText("lastfm-dataset-1K.tar.gz", bytes);
        ASSERT_TRUE(all.outcome) << all.outcome.error().message;
        EXPECT_EQ(all.outcome->format, Format::LastFm1K);
        EXPECT_EQ(all.listens.size(), 1);
        EXPECT_EQ(all.rejections, std::vector<std::string>{folder + "userid-timestamp-artid-artname-traid-traname.tsv:2 not 6 columns"});
        EXPECT_EQ(all.notes(), "the checksum is not the published one\n");
    }
}

TEST(LastFm1K, LinesAreWholeWhereverABlockEnds)
{
    // Longer than some blocks, with a line across each of their ends.
    std::string text;
    std::size_t rows = 0;
    for (; text.size() < (5U << 20U); ++rows) text += row("2009-04-08T01:57:47Z", "Artist", std::string(rows % 97 + 1, 'x') + std::to_string(rows));
    const Collected all = readText("userid-timestamp-artid-artname-traid-traname.tsv", text);
    ASSERT_EQ(all.listens.size(), rows);
    for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(all.listens[i].title, std::string(i % 97 + 1, 'x') + std::to_string(i));
}

TEST(LastFm360K, PlaysOfArtists)
{
    const std::string user = "00000c289a1829a808ac09c00daf10bc3c4e223b";
    const Collected all = readText("usersha1-artmbid-artname-plays.tsv", user + "\t" + kId + "\tthe most serene republic\t3\n" + user + "\t\tA\rB\t12\n" +
                                                                             user + "\t\tno plays\n" + user + "\t\tA\tB\t3\n" + user + "\t\tA\tmany\n" + user + "\t\tA\t0\n" +
                                                                             user + "\t\tA\t-1\n" + user + "\t\tA\t99999999999999999999\n");
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::LastFm360K);
    EXPECT_EQ(all.counts, (std::vector<std::string>{user + "|the most serene republic|||" + kId + "||3|0|0", user + "|A B|||||12|0|0"})) << "a bare CR is part of a name";
    EXPECT_EQ(all.rejections, (std::vector<std::string>{":3 not 4 columns", ":4 not 4 columns", ":5 the number of plays is none", ":6 no plays", ":7 no plays",
                                                        ":8 the number of plays is none"}));
}

} // namespace
} // namespace taraf::listens
