#include "small_library.h"
#include "taraf/answer/opinions.h"
#include "taraf/answer/radios.h"
#include "taraf/base/traits.h"

#include <algorithm>
#include <array>

namespace taraf::answer {
namespace {

using test::ids;
using test::must;

/// The small library with genres, years, ids, and traits: even artists are loud and lively.
class NamedTest : public test::SmallLibrary
{
protected:
    void SetUp() override
    {
        SmallLibrary::SetUp();
        store::Library library = must(store::Library::open(m_home.library(), store::Access::ReadWrite));
        const RootId root = must(library.addRoot("/music", UnixTime{1}));
        for (int artist = 0; artist < kArtists; ++artist) {
            for (int number = 0; number < kTracks; ++number) {
                const Track track = *must(library.trackByPath(pathOf(artist, number)));
                store::FileRecord file{.root = root, .path = track.path, .size = 1, .modified = FileTime{1}, .recording = track.recording, .album = track.album, .tags = track.tags, .stream = track.stream};
                file.tags.genres = {artist % 4 == 0 ? "Jazz" : "Rock"};
                file.tags.year = 1980 + artist;
                file.tags.musicBrainz.artists = {std::format("01234567-89ab-cdef-0123-0000000000{:02}", artist)};
                must(library.saveFile(file, UnixTime{1}));
                Descriptor descriptor;
                descriptor.values.assign(kTraitsNeed, 0.0F);
                const float energy = artist % 2 == 0 ? 1.0F : -1.0F;
                descriptor.values[kTraitPlaces[0]] = energy + 0.01F * static_cast<float>(number);
                descriptor.values[kTraitPlaces[1]] = energy;
                must(library.saveDescriptor({.recording = track.recording, .version = kDescriptorVersion, .device = "cpu", .analysedAt = UnixTime{1}}, descriptor));
            }
        }
    }
    [[nodiscard]] RadioAnswer radio(std::initializer_list<const char *> seeds, RuleTexts rules = {}) const
    {
        const Answers all = answers();
        RadioQuestion question{.seeds = {}, .length = 12, .seed = 5};
        for (const char *each : seeds) question.seeds.push_back(must(all.find(each)));
        question.rules = std::move(rules);
        return must(all.radio(question));
    }
    static int artistOf(const TrackAnswer &answer) { return std::stoi(answer.track.tags.artists.front().substr(7)); }
};

TEST_F(NamedTest, AnArtistAGenreYearsAndAnIdAreSeeds)
{
    const Answers all = answers();
    EXPECT_EQ(must(all.find("artist:artist 3")).recordings.size(), static_cast<std::size_t>(kTracks));
    EXPECT_EQ(must(all.find("genre:jazz")).recordings.size(), 5U * kTracks);
    EXPECT_EQ(must(all.find("year:1985-1986")).recordings.size(), 2U * kTracks);
    const Seed byId = must(all.find("mbid:01234567-89AB-CDEF-0123-000000000007"));
    EXPECT_EQ(byId.recordings.size(), static_cast<std::size_t>(kTracks));
    EXPECT_EQ(byId.label, "Artist 7 – Album 7");
    for (const char *none : {"artist:Nobody", "genre:Polka", "year:1700", "mbid:11111111-89ab-cdef-0123-000000000007"}) EXPECT_EQ(all.find(none).error().code, ErrorCode::NotFound) << none;
    EXPECT_TRUE(all.find("genre:jaz").error().message.ends_with("; there is Jazz"));
    for (const char *wrong : {"artist:", "year:then", "mood:purple", "mbid: "}) EXPECT_EQ(all.find(wrong).error().code, ErrorCode::InvalidArgument) << wrong;
}

TEST_F(NamedTest, ARadioFromAnArtistPlaysItToo)
{
    const RadioAnswer answer = radio({"artist:Artist 3"});
    EXPECT_EQ(answer.title, "Radio from Artist 3");
    const auto own = std::ranges::count_if(answer.tracks, [](const TrackAnswer &track) { return artistOf(track) == 3; });
    EXPECT_GT(own, 0);
    EXPECT_LE(own, 2);
}

TEST_F(NamedTest, YearsLimitWhateverElseIsAsked)
{
    const auto areOfThese = [](const RadioAnswer &answer) {
        return !answer.tracks.empty() && std::ranges::all_of(answer.tracks, [](const TrackAnswer &track) { return track.track.tags.year >= 1985 && track.track.tags.year <= 1994; });
    };
    EXPECT_TRUE(areOfThese(radio({"year:1985-1994"})));
    EXPECT_TRUE(areOfThese(radio({"artist:Artist 1", "year:1985-1994"})));
    EXPECT_EQ(radio({"artist:Artist 1", "year:1985-1994"}).title, "Radio from Artist 1 and 1985-1994");
    EXPECT_TRUE(areOfThese(radio({"artist:Artist 1"}, {{"years", "1985-1994"}})));
    const Answers all = answers();
    const auto similar = must(all.similar({.seeds = {must(all.find(pathOf(1, 1))), must(all.find("year:1985-1994"))}, .minus = {}, .count = 10}));
    ASSERT_EQ(similar.tracks.size(), 10U);
    for (const TrackAnswer &track : similar.tracks) EXPECT_TRUE(track.track.tags.year >= 1985 && track.track.tags.year <= 1994);
    EXPECT_FALSE(all.radio({.seeds = {must(all.find("year:1985")), must(all.find("year:1986"))}, .length = 3}));
}

TEST_F(NamedTest, AMoodIsWhatHasMostOfIt)
{
    const Answers all = answers();
    const auto artists = [&](const char *mood) {
        std::vector<int> found;
        const Seed seed = must(all.find(mood));
        EXPECT_EQ(seed.recordings.size(), 24U);
        for (const RecordingId recording : seed.recordings) found.push_back(static_cast<int>((recording.value() - 1) / kTracks));
        return found;
    };
    for (const int artist : artists("mood:energetic")) EXPECT_EQ(artist % 2, 0);
    for (const int artist : artists("mood:calm")) EXPECT_EQ(artist % 2, 1);
}

TEST_F(NamedTest, ARadioWithoutWhatItShouldNotBeLike)
{
    const Answers all = answers();
    const RadioQuestion question{.seeds = {must(all.find(pathOf(1, 1)))}, .minus = {must(all.find("artist:Artist 2"))}, .length = 100, .seed = 5};
    const RadioAnswer answer = must(all.radio(question));
    EXPECT_TRUE(std::ranges::none_of(answer.tracks, [](const TrackAnswer &track) { return artistOf(track) == 2; }));
    // Kept with the radio.
    const RadioPart first = must(startRadio(all, question));
    const auto kept = must(radios(m_home));
    ASSERT_EQ(kept[0].question.minus.size(), 1U);
    EXPECT_EQ(kept[0].question.minus[0].recordings, question.minus[0].recordings);
    EXPECT_EQ(kept[0].question.minus[0].kind, Seed::Kind::Named);
}

TEST_F(NamedTest, FamiliarityAndEnergyAskTheLibrary)
{
    const RadioAnswer up = radio({"genre:Rock"}, {{"energy", "up"}, {"per-artist", "0"}});
    EXPECT_EQ(artistOf(up.tracks.front()) % 2, 1) << "calm first";
    const RadioAnswer down = radio({"genre:Rock"}, {{"energy", "down"}, {"per-artist", "0"}});
    EXPECT_EQ(artistOf(down.tracks.front()) % 2, 0);
    EXPECT_EQ(radio({"genre:Rock"}, {{"familiarity", "-1"}}).tracks.size(), 12U) << "nothing was ever played";
}

TEST_F(NamedTest, AGenreIsNotRated)
{
    EXPECT_EQ(judge(answers(), {"genre:Jazz"}, {.rating = 8, .feeling = {}}).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace taraf::answer
