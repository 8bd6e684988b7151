#include "library_fixture.h"
#include "taraf/store/catalogue.h"
#include "taraf/store/listens.h"

#include <array>

namespace taraf::store::test {
namespace {

class CatalogueTest : public LibraryTest
{
protected:
    RecordingId add(const std::string &path, const std::function<void(Tags &)> &tag)
    {
        const RecordingId recording = must(m_library.newRecording({.audioHash = hashOf(++m_number), .duration = Milliseconds(180'000), .releaseTrack = {}}, kNow));
        FileRecord file{.root = m_root, .path = path, .size = 1, .modified = FileTime{1}, .recording = recording, .album = {}, .tags = {}, .stream = {}};
        tag(file.tags);
        m_last = must(m_library.saveFile(file, kNow));
        return recording;
    }
    using Ids = std::vector<RecordingId>;

    std::uint32_t m_number = 100;
    FileId m_last;
    Catalogue m_catalogue{m_library};
};

TEST_F(CatalogueTest, FindsArtistsAndGenresAsPeopleWriteThem)
{
    const RecordingId a = add("/music/a.mp3", [](Tags &tags) { tags.artists = {"The  Beatles"}; tags.genres = {"Pop", "Rock"}; });
    const RecordingId b = add("/music/b.mp3", [](Tags &tags) { tags.artists = {"Björk", "the beatles"}; tags.genres = {"Hip Hop"}; });
    add("/music/c.mp3", [](Tags &tags) { tags.artists = {"The Beatles Revival"}; tags.genres = {"Pop Rock"}; });
    EXPECT_EQ(must(m_catalogue.byArtist("THE BEATLES")), (Ids{a, b}));
    EXPECT_EQ(must(m_catalogue.byArtist("Björk")), Ids{b});
    EXPECT_EQ(must(m_catalogue.byArtist("Beatles")), Ids{});
    EXPECT_EQ(must(m_catalogue.byArtist("%")), Ids{});
    EXPECT_EQ(must(m_catalogue.byArtist(" ")), Ids{});
    EXPECT_EQ(must(m_catalogue.ofGenre("rock")), Ids{a});
    EXPECT_EQ(must(m_catalogue.ofGenre("hip hop")), Ids{b});
    EXPECT_EQ(must(m_catalogue.genresLike("pop music")), (std::vector<std::string>{"Pop", "Pop Rock"}));
    EXPECT_EQ(must(m_catalogue.genresLike(" ")), std::vector<std::string>{});
    must(m_library.markMissing(std::array{m_last}, kNow));
    EXPECT_EQ(must(m_catalogue.byArtist("The Beatles Revival")), Ids{}) << "it can't be played";
}

TEST_F(CatalogueTest, FindsYearsAndIdsOfAnyKind)
{
    const std::string id = "01234567-89ab-cdef-0123-456789abcdef", other = "11234567-89ab-cdef-0123-456789abcdef";
    const RecordingId a = add("/music/a.mp3", [&](Tags &tags) { tags.year = 1989; tags.musicBrainz.release = id; });
    const RecordingId b = add("/music/b.mp3", [&](Tags &tags) { tags.year = 1990; tags.musicBrainz.artists = {other, id}; });
    add("/music/c.mp3", [&](Tags &tags) { tags.musicBrainz.recording = other; });
    EXPECT_EQ(must(m_catalogue.ofYears(1990, 1999)), Ids{b});
    EXPECT_EQ(must(m_catalogue.ofYears(1980, 1990)), (Ids{a, b}));
    EXPECT_EQ(must(m_catalogue.withMusicBrainzId(id)), (Ids{a, b}));
    EXPECT_EQ(must(m_catalogue.withMusicBrainzId("")), Ids{});
}

TEST_F(CatalogueTest, TellsTraitsAsTheDescriptorHasThem)
{
    const RecordingId a = add("/music/a.mp3", [](Tags &) {}), b = add("/music/b.mp3", [](Tags &) {});
    Descriptor descriptor;
    descriptor.values.resize(kTraitsNeed);
    descriptor.values[kTraitPlaces[0]] = -12.5F;
    descriptor.values[kTraitPlaces[1]] = 0.75F;
    descriptor.values[kTraitPlaces[2]] = 3.0F;
    descriptor.values[kTraitPlaces[3]] = -0.25F;
    must(m_library.saveDescriptor({.recording = a, .version = kDescriptorVersion, .device = "cpu", .analysedAt = kNow}, descriptor));
    int count = 0;
    must(m_catalogue.eachTraits(std::array{b, a}, [&](RecordingId recording, const Traits &traits) {
        ++count;
        EXPECT_EQ(recording, a);
        EXPECT_EQ(traits, *traitsOf(descriptor.values));
        EXPECT_EQ(traits, (Traits{-12.5F, 0.75F, -3.0F, -0.25F}));
    }));
    EXPECT_EQ(count, 1);
}

TEST_F(CatalogueTest, CountsTheOwnersPlaysAlone)
{
    const RecordingId a = add("/music/a.mp3", [](Tags &) {}), b = add("/music/b.mp3", [](Tags &) {});
    Listens listens(m_library);
    const SourceId source = must(listens.source("test"));
    const auto song = [&](const std::string &title, RecordingId recording) {
        const HeardId heard = must(listens.addSong({.id = {}, .artist = "A", .title = title, .album = {}, .recordingId = {}, .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = 7, .recording = {}}));
        must(listens.match(heard, recording, MatchedBy::Names));
        return heard;
    };
    const HeardId first = song("a", a), again = song("A", a), second = song("b", b);
    const auto play = [&](HeardId heard, int at, ListenerId who) { must(listens.add(Heed::Listens, std::array{ListenRow{.listener = who, .at = UnixTime{at}, .heard = heard, .source = source, .played = Milliseconds{0}}})); };
    const ListenerId other = must(listens.listener("other"));
    play(first, 100, kSelf);
    play(first, 200, kSelf);
    play(again, 300, kSelf);
    play(second, 100, other);
    EXPECT_EQ(must(m_catalogue.plays(std::array{b, a})), (std::vector<std::uint64_t>{0, 3}));
    must(listens.addCounts(std::array{CountRow{.listener = kSelf, .heard = second, .source = source, .plays = 17, .skips = 0, .lastPlayed = UnixTime{1}}}));
    EXPECT_EQ(must(m_catalogue.plays(std::array{b, a})), (std::vector<std::uint64_t>{17, 3}));
}

} // namespace
} // namespace taraf::store::test
