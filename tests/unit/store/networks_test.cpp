#include "library_fixture.h"

#include <array>
#include <limits>

namespace taraf::store::test {
namespace {

class Networks : public LibraryTest
{
protected:
    static NetworkRecord network(std::string hash, std::string report = "{}", UnixTime at = kNow)
    {
        return {.head = {.hash = std::move(hash), .version = 1, .trainedOn = 40, .seed = 7, .report = std::move(report), .createdAt = at},
                .content = {std::byte{0}, std::byte{255}}};
    }
    RecordingId heard(const std::string &path)
    {
        const auto recording = newRecording();
        must(m_library.saveFile(record(path, recording), kNow));
        must(m_library.saveDescriptor({.recording = recording, .version = kVersion, .device = "cpu", .analysedAt = kNow},
                                      {.values = {1.0F, 2.0F}, .segments = {}}));
        return recording;
    }
    std::vector<RecordingId> logged()
    {
        const auto changes = must(m_library.vectorChanges());
        must(m_library.forgetVectorChanges(changes.upTo));
        return changes.recordings;
    }
    static NetworkNumbers numbers(float first) { return {.whole = {first, 0.5F}, .halves = {first, 0.0F, 0.0F, first}}; }
};

TEST_F(Networks, AreKeptWithTheirReport)
{
    must(m_library.saveNetwork(network("a")));
    must(m_library.saveNetwork(network("b", "{}", kNow + UnixTime{5})));
    must(m_library.saveNetwork(network("a", "{\"better\":true}")));
    const auto all = must(m_library.networks());
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].hash, "b");
    const auto a = must(m_library.network("a"));
    ASSERT_TRUE(a);
    EXPECT_EQ(a->head.report, "{\"better\":true}");
    EXPECT_EQ(a->head.trainedOn, 40U);
    EXPECT_EQ(a->head.seed, 7U);
    EXPECT_EQ(a->content, network("a").content);
    EXPECT_FALSE(must(m_library.network("c")));
}

TEST_F(Networks, NumbersGoWithTheirNetworkAndTheirAudio)
{
    const auto a = heard("/music/a.mp3"), b = heard("/music/b.mp3");
    EXPECT_EQ(m_library.saveNetworkNumbers(a, "n", numbers(1)).error().code, ErrorCode::NotFound);
    must(m_library.saveNetwork(network("n")));
    must(m_library.saveNetwork(network("m")));
    must(m_library.saveNetworkNumbers(a, "n", numbers(0.25F)));
    must(m_library.saveNetworkNumbers(a, "n", numbers(0.75F)));
    must(m_library.saveNetworkNumbers(a, "m", numbers(0.5F)));
    EXPECT_EQ(m_library.saveNetworkNumbers(RecordingId(99), "n", numbers(1)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_library.saveNetworkNumbers(b, "n", numbers(std::numeric_limits<float>::quiet_NaN())).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(must(m_library.networkNumbers(a, "n"))->whole, (std::vector<float>{0.75F, 0.5F}));
    EXPECT_EQ(must(m_library.networkNumbers(a, "n"))->halves, (std::vector<float>{0.75F, 0.0F, 0.0F, 0.75F}));
    EXPECT_FALSE(must(m_library.networkNumbers(b, "n")));

    auto missing = must(m_library.withoutNumbers(kVersion, "n"));
    ASSERT_EQ(missing.size(), 1U);
    EXPECT_EQ(missing[0].recording, b);
    EXPECT_EQ(missing[0].path, "/music/b.mp3");

    must(m_library.forgetDescriptors(std::array{a}));
    EXPECT_FALSE(must(m_library.networkNumbers(a, "n"))) << "the audio was replaced";
    EXPECT_FALSE(must(m_library.networkNumbers(a, "m")));

    must(m_library.saveNetworkNumbers(b, "n", numbers(1)));
    must(m_library.removeNetwork("n"));
    EXPECT_FALSE(must(m_library.network("n")));
    must(m_library.saveNetwork(network("n")));
    EXPECT_FALSE(must(m_library.networkNumbers(b, "n"))) << "they went with the network";
}

TEST_F(Networks, NumbersComeWithTheDescriptors)
{
    const auto a = heard("/music/a.mp3");
    heard("/music/b.mp3");
    must(m_library.saveNetwork(network("n")));
    must(m_library.saveNetworkNumbers(a, "n", numbers(0.25F)));
    std::vector<std::vector<float>> seen;
    must(m_library.eachHeard(kVersion, "n", [&](const HeardRow &row) {
        EXPECT_EQ(row.descriptor.values.size(), 2U);
        seen.emplace_back(row.network.begin(), row.network.end());
        return true;
    }));
    EXPECT_EQ(seen, (std::vector<std::vector<float>>{{0.25F, 0.5F}, {}}));
    std::size_t count = 0;
    must(m_library.eachNetworkNumbers("n", [&](RecordingId recording, const NetworkNumbers &each) {
        ++count;
        EXPECT_EQ(recording, a);
        EXPECT_EQ(each.whole, numbers(0.25F).whole);
        return true;
    }));
    EXPECT_EQ(count, 1U);
    outside(m_path, "UPDATE network_vectors SET content = x'00'");
    EXPECT_EQ(m_library.networkNumbers(a, "n").error().code, ErrorCode::Corrupt);
}

TEST_F(Networks, EveryChangeOfNumbersArtistsAndAlbumsIsLogged)
{
    const auto a = heard("/music/a.mp3"), b = heard("/music/b.mp3");
    must(m_library.saveNetwork(network("n")));
    logged();
    must(m_library.saveNetworkNumbers(a, "n", numbers(1)));
    EXPECT_EQ(logged(), std::vector{a});
    must(m_library.saveNetworkNumbers(a, "n", numbers(0.5F)));
    EXPECT_EQ(logged(), std::vector{a});
    must(m_library.removeNetwork("n"));
    EXPECT_EQ(logged(), std::vector{a});
    FileRecord file = record("/music/b.mp3", b);
    must(m_library.saveFile(file, kNow));
    EXPECT_EQ(logged(), std::vector<RecordingId>{});
    file.tags.artists = {"Another"};
    must(m_library.saveFile(file, kNow));
    EXPECT_EQ(logged(), std::vector{b});
    file.album = must(m_library.saveAlbum("key", "Album", "Another"));
    must(m_library.saveFile(file, kNow));
    EXPECT_EQ(logged(), std::vector{b});
    add("/music/unheard.mp3");
    EXPECT_EQ(logged(), std::vector<RecordingId>{});
}

TEST_F(Networks, EachHasMapsOfItsOwn)
{
    const auto map = [](std::string hash, std::string network) {
        return MapRecord{.hash = std::move(hash), .version = kVersion, .trainedOn = 10, .content = {std::byte{1}}, .createdAt = kNow, .network = std::move(network)};
    };
    must(m_library.saveNetwork(network("n")));
    must(m_library.saveMap(map("plain", "")));
    for (const char *hash : {"a", "b", "c"}) must(m_library.saveMap(map(hash, "n")));
    EXPECT_EQ(must(m_library.currentMap(kVersion))->hash, "plain");
    EXPECT_EQ(must(m_library.currentMap(kVersion, "n"))->hash, "c");
    EXPECT_EQ(must(m_library.map(kVersion, "b"))->network, "n");
    EXPECT_FALSE(must(m_library.map(kVersion, "a"))) << "two are kept";
    must(m_library.removeNetwork("n"));
    EXPECT_FALSE(must(m_library.currentMap(kVersion, "n")));
    EXPECT_TRUE(must(m_library.currentMap(kVersion)));
}

TEST_F(Networks, HeardTracksComeOnceWithWhatIsKnownOfThem)
{
    const auto a = newRecording();
    FileRecord file = record("/music/a.mp3", a);
    file.tags.genres = {"Jazz"};
    file.album = must(m_library.saveAlbum("key", "Album", "Artist"));
    must(m_library.saveFile(file, kNow));
    file.path = "/music/a copy.mp3";
    file.stream.bitrate = 128;
    must(m_library.saveFile(file, kNow));
    must(m_library.saveDescriptor({.recording = a, .version = kVersion, .device = "cpu", .analysedAt = kNow}, {.values = {1.0F}, .segments = {}}));
    add("/music/unheard.mp3");
    const auto tracks = must(m_library.heardTracks(kVersion));
    ASSERT_EQ(tracks.size(), 1U);
    EXPECT_EQ(tracks[0].recording, a);
    EXPECT_EQ(tracks[0].audioHash, hashOf(1));
    EXPECT_EQ(tracks[0].path, "/music/a.mp3");
    EXPECT_EQ(tracks[0].artists, std::vector<std::string>{"Artist"});
    EXPECT_EQ(tracks[0].genres, std::vector<std::string>{"Jazz"});
    EXPECT_EQ(tracks[0].album, file.album);
}

} // namespace
} // namespace taraf::store::test
