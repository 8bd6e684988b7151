#include "archives.h"
#include "collected.h"

namespace taraf::listens {
namespace {

/// As the extended history has it; `changes` replace the values of their keys.
std::string stream(const std::vector<std::pair<std::string, std::string>> &changes = {})
{
    std::vector<std::pair<std::string, std::string>> fields{
        {"ts", "\"2023-05-06T07:08:09Z\""}, {"platform", "\"linux\""}, {"ms_played", "200500"}, {"conn_country", "\"SE\""}, {"ip_addr", "\"1.2.3.4\""},
        {"master_metadata_track_name", "\"Song\""}, {"master_metadata_album_artist_name", "\"Artist\""}, {"master_metadata_album_album_name", "\"Album\""},
        {"spotify_track_uri", "\"spotify:track:2AX5E86cn9n2dgioZEjirI\""}, {"episode_name", "null"}, {"episode_show_name", "null"}, {"spotify_episode_uri", "null"},
        {"audiobook_title", "null"}, {"reason_start", "\"trackdone\""}, {"reason_end", "\"trackdone\""}, {"shuffle", "false"}, {"skipped", "null"}, {"offline", "false"},
        {"offline_timestamp", "null"}, {"incognito_mode", "false"}};
    std::string text;
    for (auto &[key, value] : fields) {
        for (const auto &[changed, other] : changes) {
            if (key == changed) value = other;
        }
        text += (text.empty() ? "" : ",\n  ") + ("\"" + key + "\": " + value);
    }
    return "{" + text + "}";
}

std::string list(const std::vector<std::string> &rows)
{
    std::string text;
    for (const std::string &row : rows) text += (text.empty() ? "[" : ",\n") + row;
    return text + "]";
}

TEST(SpotifyExtended, EveryField)
{
    const Collected all = readText("Streaming_History_Audio_2023_1.json", list({stream()}));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::SpotifyExtended);
    ASSERT_EQ(all.listens.size(), 1);
    const KeptListen &it = all.listens[0];
    EXPECT_EQ(it.at, 1683356889 - 200) << "ts is the end";
    EXPECT_EQ(it.artist + "|" + it.title + "|" + it.album, "Artist|Song|Album");
    EXPECT_EQ(it.played, 200500);
    EXPECT_EQ(it.duration, 0);
    EXPECT_FALSE(it.isSkip);
    EXPECT_EQ(it.sourceId, "spotify:track:2AX5E86cn9n2dgioZEjirI");
}

TEST(SpotifyExtended, SkipsAreShort)
{
    const auto isSkip = [](const std::string &played, const std::string &skipped, const std::string &reason) {
        const Collected all = readText("endsong_0.json", list({stream({{"ms_played", played}, {"skipped", skipped}, {"reason_end", reason}})}));
        EXPECT_EQ(all.listens.size(), 1);
        return !all.listens.empty() && all.listens[0].isSkip;
    };
    for (const std::string reason : {"\"fwdbtn\"", "\"backbtn\"", "\"endplay\"", "\"logout\"", "\"unexpected-exit\"", "null"}) {
        EXPECT_TRUE(isSkip("29999", "false", reason)) << reason;
        EXPECT_FALSE(isSkip("30000", "false", reason)) << reason;
    }
    EXPECT_TRUE(isSkip("5000", "true", "\"trackdone\""));
    EXPECT_FALSE(isSkip("5000", "null", "\"trackdone\"")) << "a short track, whole";
    EXPECT_FALSE(isSkip("40000", "true", "\"fwdbtn\""));
}

TEST(SpotifyExtended, LeftOut)
{
    const Collected all = readText("endsong_0.json",
                                   list({stream({{"incognito_mode", "true"}}), stream({{"master_metadata_track_name", "null"}, {"episode_name", "\"Episode\""}}),
                                         stream({{"master_metadata_track_name", "null"}, {"audiobook_title", "\"Book\""}}), stream({{"ms_played", "0"}}),
                                         stream({{"master_metadata_track_name", "null"}}), stream({{"ts", "\"yesterday\""}}), stream({{"ms_played", "null"}}),
                                         stream({{"ms_played", "99999999999999999999999"}})}));
    EXPECT_EQ(all.listens.size(), 0);
    ASSERT_TRUE(all.outcome);
    EXPECT_EQ(all.outcome->leftOut, 4);
    EXPECT_EQ(all.rejections, (std::vector<std::string>{":5 no title", ":6 no time", ":7 no ms_played", ":8 no JSON object"}));
}

TEST(SpotifyExtended, TheOfflineTimeIsLeftAlone)
{
    for (const std::string offline : {"null", "0", "1683356000", "1683356000000"}) {
        const Collected all = readText("endsong_0.json", list({stream({{"offline_timestamp", offline}, {"offline", "true"}})}));
        ASSERT_EQ(all.listens.size(), 1);
        EXPECT_EQ(all.listens[0].at, 1683356689) << offline;
    }
}

TEST(SpotifyExtended, TheZipWithVideos)
{
    const std::string folder = "Spotify Extended Streaming History/";
    const Collected all = readText("my_spotify_data.zip", zipOf({{folder + "ReadMeFirst_ExtendedStreamingHistory.pdf", "%PDF-1.4\n"},
                                                                 {folder + "Streaming_History_Audio_2021-2022_0.json", list({stream(), stream()})},
                                                                 {folder + "Streaming_History_Video_2021.json", list({stream()})}}));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.listens.size(), 2);
    EXPECT_EQ(all.notes(), "Streaming_History_Video_2021.json is of videos, podcasts or books; it is left out\n");
}

TEST(SpotifyAccount, StreamsAreByTheMinute)
{
    const Collected all = readText("StreamingHistory_music_0.json", R"([
  {"endTime" : "2023-05-06 07:08", "artistName" : "Artist", "trackName" : "Song", "msPlayed" : 200500},
  {"endTime" : "2023-05-06 07:08", "artistName" : "Artist", "trackName" : "Song", "msPlayed" : 29999},
  {"endTime" : "2023-05-06 07:08", "artistName" : "Artist", "trackName" : "Song", "msPlayed" : 0},
  {"endTime" : "", "artistName" : "Artist", "trackName" : "Song", "msPlayed" : 1000}
])");
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::SpotifyAccount);
    ASSERT_EQ(all.listens.size(), 2);
    EXPECT_EQ(all.listens[0].at, 1683356880 - 200);
    EXPECT_FALSE(all.listens[0].isSkip);
    EXPECT_TRUE(all.listens[1].isSkip);
    EXPECT_EQ(all.outcome->leftOut, 1);
    EXPECT_EQ(all.rejections, std::vector<std::string>{":4 no time"});
}

TEST(SpotifyAccount, TheZip)
{
    const std::string library = R"({"tracks": [{"artist": "A", "album": "L", "track": "T", "uri": "spotify:track:1"}, {"artist": "A", "album": "L", "track": ""}],
        "albums": [{"artist": "A", "album": "L", "uri": "spotify:album:1"}], "shows": [{"name": "S", "publisher": "P"}], "episodes": [],
        "bannedTracks": [{"artist": "B", "album": "L", "track": "T", "uri": "spotify:track:2"}], "artists": [{"name": "F", "uri": "spotify:artist:1"}],
        "bannedArtists": [{"name": "N"}], "other": ["text"]})";
    const std::string playlists = R"({"playlists": [{"name": "Mine", "lastModifiedDate": "2020-01-02", "items": [
        {"track": {"trackName": "T", "artistName": "A", "albumName": "L", "trackUri": "spotify:track:1"}, "episode": null, "localTrack": null, "addedDate": "2020-01-02"},
        {"track": null, "episode": {"episodeName": "E"}, "localTrack": null},
        {"track": null, "episode": null, "localTrack": {"uri": "spotify:local:An+Artist:Album:A%3AB:213"}}, {"track": {"trackName": "Old", "artistName": "A"}}],
        "description": "of mine", "numberOfFollowers": 0}, {"name": "Empty", "items": [], "description": null}, {"items": []}]})";
    const Collected all = readText("my_spotify_data.zip", zipOf({{"MyData/Userdata.json", "{\"username\": \"x\"}"},
                                                                 {"MyData/Inferences.json", "{\"inferences\": [\"a\"]}"},
                                                                 {"MyData/YourLibrary.json", library},
                                                                 {"MyData/Playlist1.json", playlists},
                                                                 {"MyData/StreamingHistory_podcast_0.json", R"([{"endTime": "2023-05-06 07:08", "podcastName": "P", "episodeName": "E", "msPlayed": 1}])"},
                                                                 {"MyData/StreamingHistory1.json", "[]"}}));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.opinions, (std::vector<std::string>{"track|A|T|L||spotify:track:1||10|none|0", "album|A||L||||10|none|0", "track|B|T|L||spotify:track:2||0|reject|0",
                                                      "artist|F||||||5|none|0", "artist|N||||||0|reject|0"}));
    EXPECT_EQ(all.playlists, (std::vector<std::string>{"Mine|of mine: A - T [L] <spotify:track:1>; An Artist - A:B [Album] <spotify:local:An+Artist:Album:A%3AB:213>; A - Old [] <>;",
                                                       "Empty|:"}));
    EXPECT_EQ(all.rejections, (std::vector<std::string>{"MyData/YourLibrary.json:2 no title", "MyData/Playlist1.json:3 no name"}));
    EXPECT_EQ(all.outcome->leftOut, 1);
    EXPECT_EQ(all.notes(), "StreamingHistory_podcast_0.json is of videos, podcasts or books; it is left out\n");
}

TEST(SpotifyAccount, TheLongestPlaylist)
{
    const std::string item = "\n      {\n        \"track\": {\n          \"trackName\": \"Track\",\n          \"artistName\": \"A\",\n          \"albumName\": \"" +
                             std::string(150, 'x') + "\",\n          \"trackUri\": \"spotify:track:2AX5E86cn9n2dgioZEjirI\"\n        },\n        \"episode\": null\n      }";
    std::string items = item;
    for (int i = 1; i < 10'000; ++i) items += "," + item;
    const Collected all = readText("Playlist1.json", "{\"playlists\": [{\"name\": \"Long\", \"items\": [" + items + "]}]}");
    ASSERT_EQ(all.playlists.size(), 1);
    EXPECT_EQ(std::ranges::count(all.playlists[0], ';'), 10'000);
}

} // namespace
} // namespace taraf::listens
