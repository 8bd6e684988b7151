#include "collected.h"

#include <cstdlib>
#include <ctime>

namespace taraf::listens {
namespace {

/// "artist|title|album|time" of each.
std::vector<std::string> told(const Collected &all)
{
    std::vector<std::string> out;
    for (const KeptListen &it : all.listens) out.push_back(it.artist + "|" + it.title + "|" + it.album + "|" + std::to_string(it.at));
    return out;
}

using Told = std::vector<std::string>;

TEST(LastFmCsv, WithoutAHead)
{
    const Collected all = readText("rj.csv", "\xEF\xBB\xBFThe Horrors,Primary Colours,New Ice Age,26 Jul 2023 05:06\r\n\"A, \"\"B\"\"\",,\"Song; one\",\"6 Jul 2023, 05:06\"\r\n"
                                             "Playing,Now,Song,\nA,L,T,01 Jan 1970 00:00\nA,L,\"T,01 Jan 2010 00:00\nA,L,T\nRiver \"Bear\",L,T,01 Jan 2010 00:00\n");
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::LastFmCsv);
    EXPECT_EQ(told(all), (Told{"The Horrors|New Ice Age|Primary Colours|1690347960", "A, \"B\"|Song; one||1688619960", "River \"Bear\"|T|L|1262304000"}));
    EXPECT_EQ(all.rejections, (Told{":3 no time", ":4 no time", ":5 a quote that is not closed", ":6 no time"}));
}

TEST(LastFmCsv, WithAHead)
{
    const std::string id = "b10bbbfc-cf9e-42e0-be17-e2c3e1d2600d";
    const Collected ghan = readText("x.csv", "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"
                                             "\"1690347960\",\"26 Jul 2023, 05:06\",\"A\",\"" + id + "\",\"L\",\"\",\"T\",\"" + id + "\"\n");
    EXPECT_EQ(told(ghan), Told{"A|T|L|1690347960"});
    ASSERT_EQ(ghan.listens.size(), 1);
    EXPECT_EQ(ghan.listens[0].artistId, id);
    EXPECT_EQ(ghan.listens[0].releaseId, "");
    EXPECT_EQ(ghan.listens[0].recordingId, id);
    EXPECT_EQ(told(readText("x.csv", "Artist;\"Album\";\"AlbumId\";\"Track\";\"Date#rj\"\n\"A\";\"L\";\"\";\"T; T\";\"1690347960123\"\n")), Told{"A|T; T|L|1690347960"});
    EXPECT_EQ(told(readText("x.tsv", "date\ttrack\tartist\n2023-07-26T05:06:00+02:00\tT\tA\n2023-07-26 05:06\tT\tA\n")), (Told{"A|T||1690340760", "A|T||1690347960"}));
}

TEST(LastFmCsv, AsLibreFmWritesIt)
{
    const std::string rows = "The Horrors,New Ice Age,Primary Colours,1690347960\nSweet Garden,Altered State,,1690348225\n";
    const Told both{"The Horrors|New Ice Age|Primary Colours|1690347960", "Sweet Garden|Altered State||1690348225"};
    EXPECT_EQ(told(readText("x.csv", "# Data export\n# by Libre.fm\nArtist,Track,Album,Time\n" + rows)), both);
    EXPECT_EQ(told(readText("x.csv", "+ACM- Data export from Libre.fm,,,\n+ACM- 2025+AC0-07+AC0-23 15:05:47 +AC0-0400,,,\nArtist,Track,Album,Time\n" + rows)), both) << "in UTF-7";
    EXPECT_EQ(told(readText("x.csv", rows)), both) << "without its head";
    EXPECT_EQ(told(readText("x.csv", "Artist,Track,Time\nA,T,1690347960\n")), Told{"A|T||1690347960"});
    const Collected mangled = readText("x.csv", "Artist,Track,Album,Time\nA,T,L,+ADE-690347960\nA,T,L,1690347960\n");
    EXPECT_EQ(told(mangled), Told{"A|T|L|1690347960"});
    EXPECT_EQ(mangled.rejections, Told{":2 no time"});
}

TEST(LastFmCsv, ColumnsThatAreUnknown)
{
    EXPECT_EQ(readText("x.csv", "a,b,c\n1,2,3\n").code(), ErrorCode::Unsupported);
    const Collected believed = readText("x.csv", "a,b,c\n1,2,3\n", Format::LastFmCsv);
    EXPECT_EQ(believed.rejections, (Told{":1 no columns that are known", ":2 no columns that are known"}));
    EXPECT_EQ(told(readText("x.csv", std::string("Artist,Track,Time") + std::string(500'000, ',') + "\nA,T,1690347960" + std::string(500'000, ',') + "\n")),
              Told{"A|T||1690347960"});
}

std::string log(const std::string &zone, const std::string &rows)
{
    return "#AUDIOSCROBBLER/1.1\n#TZ/" + zone + "\n#CLIENT/Rockbox sansae200 $Revision$\n#ARTIST\t#ALBUM\t#TITLE\t#TRACKNUM\t#LENGTH\t#RATING\t#TIMESTAMP\t#MUSICBRAINZ_TRACKID\n" + rows;
}

TEST(Rockbox, EveryColumn)
{
    const std::string id = "d5e4fb56-e457-4684-aa31-63ce70ee5a8c";
    const Collected all = readText(".scrobbler.log", log("UTC", "The Beatles\tAbbey Road\tCome Together\t1\t259\tL\t1577836800\t" + id + "\nA\t\tT\t\t180\tS\t1577844000\n" +
                                                                    "<Untagged>\t\tUnknown Song.mp3\t0\t180\tL\t1577844000\t\nA\tL\tT\t1\t10\tX\t1577836800\t\n" +
                                                                    "A\tL\tT\t1\t10\tL\t0\t\nA\tL\tT\t1\t10\tL\n"));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::Rockbox);
    EXPECT_EQ(told(all), (Told{"The Beatles|Come Together|Abbey Road|1577836800", "A|T||1577844000"}));
    EXPECT_EQ(all.listens[0].duration, 259'000);
    EXPECT_EQ(all.listens[0].recordingId, id);
    EXPECT_FALSE(all.listens[0].isSkip);
    EXPECT_TRUE(all.listens[1].isSkip);
    EXPECT_EQ(all.rejections, (Told{":7 no artist", ":8 neither listened to nor skipped", ":9 no time", ":10 not 7 columns"}));
    EXPECT_EQ(all.notes(), "");
    EXPECT_EQ(readText("log", "#AUDIOSCROBBLER/1.0\n#TZ/UTC\n#CLIENT/x\nA\tL\tT\t1\t259\tL\t1577836800\n").listens.size(), 1) << "1.0 has seven columns";
}

TEST(Rockbox, ClocksWithoutAZoneAreLocal)
{
    const char *zone = std::getenv("TZ");
    const std::string before = zone == nullptr ? "" : zone;
    ::setenv("TZ", "XYZ-3", 1); // three hours ahead of UTC
    ::tzset();
    const Collected all = readText(".scrobbler.log", log("UNKNOWN", "A\tL\tT\t1\t259\tL\t1577836800\t\nA\tL\tT\t1\t259\tL\t1577836900\t\n"));
    zone == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", before.c_str(), 1);
    ::tzset();
    EXPECT_EQ(told(all), (Told{"A|T|L|1577826000", "A|T|L|1577826100"}));
    EXPECT_EQ(all.notes(), "the player did not know its time zone; its times were taken for this machine's local time\n");
}

TEST(Maloja, EveryField)
{
    const Collected all = readText("maloja_export.json", R"({"maloja": {"export_time": 1761035593}, "scrobbles": [
        {"time": 1760532613, "track": {"artists": ["Ann", "Bob"], "title": "T", "album": {"artists": ["Ann"], "albumtitle": "L"}, "length": 300}, "duration": 245, "origin": "x"},
        {"time": 1760532855, "track": {"artists": ["Ann"], "title": "T", "album": null, "length": null}, "duration": null},
        {"time": 1760532855, "track": {"artists": [], "title": "T"}}, {"time": 1760532855}, {"track": {"artists": ["A"], "title": "T"}}, {"time": "x"}, [1]]})");
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::Maloja);
    EXPECT_EQ(told(all), (Told{"Ann, Bob|T|L|1760532613", "Ann|T||1760532855"}));
    EXPECT_EQ(all.listens[0].duration, 300'000);
    EXPECT_EQ(all.listens[0].played, 245'000);
    EXPECT_EQ(all.rejections, (Told{":3 no artist", ":4 no track", ":5 no time", ":6 no time", ":7 no JSON object"}));
}

TEST(Formats, AreNamed)
{
    for (const Format format : formats()) EXPECT_EQ(formatOf(name(format)), format);
    EXPECT_EQ(formats().size(), 10);
    EXPECT_FALSE(formatOf("mp3"));
}

TEST(Formats, TheOneThatIsAskedForIsTheOnlyOne)
{
    const std::string tsv = "user_000001\t2009-04-08T01:57:47Z\t\tA\t\tT\n";
    EXPECT_EQ(readText("x", tsv, Format::LastFm1K).listens.size(), 1);
    const Collected other = readText("x", tsv, Format::ListenBrainz);
    EXPECT_TRUE(other.listens.empty());
    EXPECT_EQ(other.rejections, Told{":1 no JSON object"});
    EXPECT_EQ(readText("x", tsv, Format::Strawberry).code(), ErrorCode::Unsupported);
}

} // namespace
} // namespace taraf::listens
