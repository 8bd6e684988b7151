#include "archives.h"
#include "collected.h"

namespace taraf::listens {
namespace {

const std::string kRecording = "c7d0bf6e-b2aa-4ffa-bded-2448415b39b0", kMapped = "20ddea3a-1ad2-4036-9ca7-5f3383ad31c1";
const std::string kRelease = "c6911b3b-135f-4b7b-a2cc-b90ea1e11ac9", kArtist = "a96d82a0-cdca-40bf-b4c8-3d7ec178d85b";
const std::string kMsid = "03dcc65c-0e01-4f25-aa1f-0f469d10e2ad";

/// A row as the export has it; `more` goes into track_metadata.
std::string row(const std::string &at, const std::string &more = {}, const std::string &front = {})
{
    return "{" + front + "\"inserted_at\": 1748964422.521049, \"listened_at\": " + at + ", \"track_metadata\": {\"track_name\": \"Golden Brown\", \"artist_name\": \"The Stranglers\"" +
           (more.empty() ? "" : ", " + more) + "}}\n";
}

TEST(ListenBrainz, EveryField)
{
    const Collected all = readText("listens.jsonl", row("1748964167", R"("release_name": "La Folie", "recording_msid": ")" + kMsid + R"(", "mbid_mapping": {"recording_mbid": ")" +
                                                                          kMapped + R"(", "release_mbid": ")" + kRelease + R"(", "artist_mbids": [")" + kArtist +
                                                                          R"(", "x"]}, "additional_info": {"duration_ms": 206760, "duration_played": 180})"));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, Format::ListenBrainz);
    ASSERT_EQ(all.listens.size(), 1);
    const KeptListen &it = all.listens[0];
    EXPECT_EQ(it.at, 1748964167);
    EXPECT_EQ(it.user, "");
    EXPECT_EQ(it.artist + "|" + it.title + "|" + it.album, "The Stranglers|Golden Brown|La Folie");
    EXPECT_EQ(it.recordingId, kMapped);
    EXPECT_EQ(it.releaseId, kRelease);
    EXPECT_EQ(it.artistId, kArtist);
    EXPECT_EQ(it.duration, 206760);
    EXPECT_EQ(it.played, 180'000);
    EXPECT_EQ(it.sourceId, kMsid);
}

TEST(ListenBrainz, WhatWasSubmittedIsTruerThanWhatWasGuessed)
{
    const auto id = [](const std::string &more) {
        const Collected all = readText("listens.jsonl", row("1748964167", more));
        return all.listens.empty() ? std::string("none") : all.listens[0].recordingId;
    };
    const std::string mapping = R"("mbid_mapping": {"recording_mbid": ")" + kMapped + "\"}";
    EXPECT_EQ(id(R"("additional_info": {"recording_mbid": ")" + kRecording + "\"}, " + mapping), kRecording);
    EXPECT_EQ(id(mapping + R"(, "additional_info": {"recording_mbid": ")" + kRecording + "\"}"), kRecording);
    EXPECT_EQ(id(R"("additional_info": {"recording_mbid": "not an id"}, )" + mapping), kMapped);
    EXPECT_EQ(id(R"("additional_info": {"recording_mbid": null}, )" + mapping), kMapped);
    EXPECT_EQ(id(R"("mbid_mapping": null, "additional_info": {"recording_mbid": ")" + kRecording + "\"}"), kRecording);
    EXPECT_EQ(id(R"("mbid_mapping": null)"), "");
}

TEST(ListenBrainz, Times)
{
    const Collected all = readText("listens.jsonl", row("1748964167.9") + row("\"1748964167\"") + row("1033430400") + row("1033430399") + row("1748964167000000000") +
                                                        row("null") + row("-1") + row("1e400") + row("4102444800") + row("0"));
    ASSERT_EQ(all.listens.size(), 3);
    EXPECT_EQ(all.listens[0].at, 1748964167);
    EXPECT_EQ(all.listens[1].at, 1748964167);
    EXPECT_EQ(all.listens[2].at, 1033430400);
    EXPECT_EQ(all.rejections, (std::vector<std::string>{":4 the time is before 2002-10-01", ":5 the time is in the future", ":6 no time", ":7 the time is before 2002-10-01",
                                                        ":8 no JSON object", ":9 the time is in the future", ":10 no time"}));
}

TEST(ListenBrainz, BadRowsCostThemselves)
{
    const std::string good = row("1748964167");
    const Collected all = readText("listens.jsonl", good + "{\"listened_at\": 1748964167}\n" + "not json\n" + "[1,2]\n" + good.substr(0, 60) + "\n" +
                                                        R"({"listened_at": 1748964167, "track_metadata": {"track_name": "", "artist_name": "A"}})" "\n" +
                                                        R"({"listened_at": 1748964167, "track_metadata": {"track_name": "T", "artist_name": 7}})" "\n" +
                                                        R"({"listened_at": 1748964167, "track_metadata": {"track_name": "T\u0000", "artist_name": "A"}})" "\n" +
                                                        R"({"listened_at": 1748964167, "track_metadata": {"track_name": "T", "artist_name": ")" + std::string(2 << 20, 'x') + "\"}}\n" +
                                                        R"({"listened_at": 1748964167, "track_metadata": {"track_name": "T", "artist_name": ")" + std::string(5000, 'x') + "\"}}\n" +
                                                        R"({"listened_at": 1748964167, "track_metadata": {"track_name": "T\ud800", "artist_name": "A"}})" "\n" +
                                                        R"({"listened_at": 1748964167, "track_metadata": {"track_name": " a\nb ", "artist_name": "Bj)" "\xF6" R"(rk"}})" "\n" + good);
    EXPECT_EQ(all.rejections, (std::vector<std::string>{":2 no track_metadata", ":3 no JSON object", ":4 no JSON object", ":5 no JSON object", ":6 no title", ":7 no artist",
                                                        ":8 a NUL in a name", ":9 a line longer than 1 MiB", ":10 a name longer than 4 KiB", ":11 no JSON object"}));
    ASSERT_EQ(all.listens.size(), 3);
    EXPECT_EQ(all.listens[1].title, "a b");
    EXPECT_EQ(all.listens[1].artist, "Bj\uFFFDrk");
}

TEST(ListenBrainz, TheExport)
{
    const Collected all = readText("listenbrainz_x_1.zip",
                                   zipOf({{"user.json", "{\"user_id\":1,\"username\":\"x\"}\n"},
                                          {"listens/2025/6.jsonl", row("1748964167", {}, "\"user_name\": \"x\", ")},
                                          {"feedback.jsonl", R"({"recording_msid": ")" + kMsid + R"(", "recording_mbid": null, "score": 1, "created": 1748964422})" "\n"
                                                             R"({"recording_msid": null, "recording_mbid": ")" + kRecording + R"(", "score": -1, "created": 1748964422})" "\n"
                                                             R"({"recording_msid": ")" + kMsid + R"(", "recording_mbid": null, "score": 0, "created": 1748964422})" "\n"
                                                             R"({"recording_msid": null, "recording_mbid": null, "score": 1, "created": 1})" "\n"},
                                          {"pinned_recording.jsonl", R"({"recording_msid": ")" + kMsid + R"(", "recording_mbid": null, "score": 1})" "\n"}}));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    ASSERT_EQ(all.listens.size(), 1);
    EXPECT_EQ(all.listens[0].user, "") << "one's own";
    EXPECT_EQ(all.opinions, (std::vector<std::string>{"track|||||" + kMsid + "||0|love|1748964422", "track||||" + kRecording + "|||0|hate|1748964422"}));
    EXPECT_EQ(all.rejections, (std::vector<std::string>{"feedback.jsonl:4 no artist"}));
    EXPECT_EQ(all.outcome->leftOut, 1);
    EXPECT_EQ(all.notes(), "of the ListenBrainz user x\n");
}

TEST(ListenBrainz, DumpsAreOfMany)
{
    const std::string text = row("1748964167", {}, "\"user_id\": 17, \"user_name\": \"rob\", ") + row("1748964167", {}, "\"user_id\": 18, ") +
                             R"({"user_name": "old", "timestamp": 1400000000, "recording_msid": ")" + kMsid + R"(", "track_metadata": {"artist_name": "A", "track_name": "T"}})" "\n";
    const Collected all = readText("dump.tar.zst", packed(tarOf({{"dump/COPYING", "Public domain\n"}, {"dump/listens/2025/6.listens", text}}), KCompressionDevice::Zstd));
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    ASSERT_EQ(all.listens.size(), 3);
    EXPECT_EQ(all.listens[0].user, "rob");
    EXPECT_EQ(all.listens[1].user, "18");
    EXPECT_EQ(all.listens[2].user, "old");
    EXPECT_EQ(all.listens[2].at, 1400000000);
    EXPECT_EQ(all.listens[2].sourceId, kMsid);
}

TEST(ListenBrainz, ArraysAndAnswersOfTheService)
{
    std::string one = row("1748964167");
    one.pop_back();
    for (const std::string &text : {"[" + one + "," + one + "]", "\xEF\xBB\xBF [\n" + one + " ,\n" + one + "\n]\n",
                                    "{\"payload\":{\"count\":2,\"user_id\":\"x\",\"listens\":[" + one + "," + one + "],\"latest_listen_ts\":3}}"}) {
        EXPECT_EQ(readText("listens.json", text).listens.size(), 2) << text;
    }
    const Collected cut = readText("listens.json", "[" + one + "," + one + "," + one.substr(0, 50));
    EXPECT_EQ(cut.listens.size(), 2);
    EXPECT_EQ(cut.rejections, std::vector<std::string>{":3 the file ends within it"});
}

TEST(ListenBrainz, ElementsAreWholeWhereverABlockEnds)
{
    std::string text = "[";
    std::size_t rows = 0;
    for (; text.size() < (3U << 20U); ++rows) {
        text += (rows == 0 ? "" : ",") + std::string(R"({"listened_at":1748964167,"track_metadata":{"artist_name":"a\\\"]}{[","track_name":")") + std::string(rows % 97, 'x') +
                std::to_string(rows) + "\"}}";
    }
    const Collected all = readText("listens.json", text + "]");
    ASSERT_EQ(all.listens.size(), rows);
    for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(all.listens[i].title, std::string(i % 97, 'x') + std::to_string(i));
    EXPECT_EQ(all.listens[0].artist, "a\\\"]}{[");
}

} // namespace
} // namespace taraf::listens
