#include "songs.h"
#include "taraf/recommend/versions.h"

#include "taraf/base/track.h"

#include <array>
#include <gtest/gtest.h>

namespace taraf::recommend {
namespace {

using test::planeVector;
using test::Shelf;
using test::Vector;

SongTitle titleOf(std::string_view tag) { return songTitle(comparable(tag)); }

struct Line {
    const char *tag;
    const char *core;
    VersionKind kind = VersionKind::Plain;
};

using enum VersionKind;

TEST(Versions, TitlesAsPeopleTagThem)
{
    for (const Line &line : std::initializer_list<Line>{
             {"Comfortably Numb", "comfortably numb"},
             {"Comfortably Numb (Live)", "comfortably numb", Live},
             {"Comfortably Numb (Live at Earls Court, 1994)", "comfortably numb", Live},
             {"Comfortably Numb - Live", "comfortably numb", Live},
             {"Comfortably Numb – Live in Pompeii", "comfortably numb", Live},
             {"Comfortably Numb [Live 1988] [2019 Remix]", "comfortably numb", Live},
             {"Yesterday - Remastered 2009", "yesterday", Remaster},
             {"Yesterday - 2009 Remaster", "yesterday", Remaster},
             {"Yesterday (2009 Digital Remaster)", "yesterday", Remaster},
             {"Yesterday (Remastered)", "yesterday", Remaster},
             {"Yesterday (Digitally Remastered in 2003)", "yesterday", Remaster},
             {"Yesterday (Mono)", "yesterday", Mono},
             {"Yesterday - Mono / Remastered", "yesterday", Mono},
             {"Yesterday (Mono Version)", "yesterday", Mono},
             {"Heroes - Single Version", "heroes", Edit},
             {"Heroes (Radio Edit)", "heroes", Edit},
             {"Blue Monday (12\" Version)", "blue monday"},
             {"Blue Monday (Extended Mix)", "blue monday", Remix},
             {"Blue Monday (Hardfloor Remix)", "blue monday", Remix},
             {"Blue Monday - Richard X Remix; 2011 Edit", "blue monday", Remix},
             {"Layla (Acoustic)", "layla", Acoustic},
             {"Layla (Acoustic Live)", "layla", Live},
             {"Layla - Acoustic Version", "layla", Acoustic},
             {"Layla (Unplugged)", "layla", Live},
             {"Layla - Live at MTV Unplugged, Bray Film Studios, 1992", "layla", Live},
             {"Lithium (Demo)", "lithium", Demo},
             {"Lithium - Early Demo 1990", "lithium", Demo},
             {"Lithium (Rehearsal Demo)", "lithium", Demo},
             {"So What (Take 2)", "so what", Demo},
             {"So What (Alternate Take)", "so what", Demo},
             {"Heart of Glass [Instrumental]", "heart of glass", Instrumental},
             {"Under Pressure (feat. David Bowie)", "under pressure"},
             {"Under Pressure feat. David Bowie", "under pressure"},
             {"Under Pressure ft. David Bowie (Live)", "under pressure", Live},
             {"Under Pressure (Live) [feat. David Bowie]", "under pressure", Live},
             {"Under Pressure - Live feat. David Bowie", "under pressure", Live},
             {"Teardrop [Bonus Track]", "teardrop"},
             {"Teardrop (Deluxe Edition)", "teardrop"},
             {"Teardrop (Album Version)", "teardrop"},
             {"Teardrop (Explicit)", "teardrop"},
             {"Love Story (Taylor's Version)", "love story"},
             {"Circle of Life (From \"The Lion King\" Soundtrack)", "circle of life"},
             {"Roads (BBC Session)", "roads", Live},
             {"Roads - Peel Sessions", "roads", Live},
             {"The Boxer (Live", "boxer", Live},
             {"La camisa negra (En vivo)", "la camisa negra", Live},
             {"Entre dos tierras - En directo", "entre dos tierras", Live},
             {"Águas de Março (Ao Vivo)", "Águas de março", Live},
             {"Volare (dal vivo)", "volare", Live},
             {"Volare (Versione acustica)", "volare", Acoustic},
             {"Ne me quitte pas (en public à l'Olympia)", "ne me quitte pas", Live},
             {"Ne me quitte pas (Remasterisé)", "ne me quitte pas", Remaster},
             {"Westerland (Akustische Version)", "westerland"},
             {"Haus am See - Live aus Berlin", "haus am see", Live},
             {"上を向いて歩こう (ライブ)", "上を向いて歩こう", Live},
             {"Группа крови (ремикс)", "Группа крови", Remix},
             {"Don't Stop (Live)", "dont stop", Live},
             {"Don’t Stop", "dont stop"},
             {"Rock & Roll", "rock and roll"},
             {"Another Brick in the Wall, Pt. 2", "another brick in the wall part 2"},
             {"Another Brick in the Wall (Part 2) [Live]", "another brick in the wall part 2", Live},
         }) {
        const SongTitle title = titleOf(line.tag);
        EXPECT_EQ(title.core, line.core) << line.tag;
        EXPECT_EQ(title.kind, line.kind) << line.tag;
        EXPECT_FALSE(title.saysLittle) << line.tag;
    }
}

TEST(Versions, FalseFriendsStayWhole)
{
    for (const Line &line : std::initializer_list<Line>{
             {"(Sittin' On) The Dock of the Bay", "sittin on the dock of the bay"},
             {"(Live) [Intro]", "live intro"},
             {"Live and Let Die", "live and let die"},
             {"Nothing Left (Live and Let Die)", "nothing left live and let die"},
             {"Born (I Want to Live)", "born i want to live"},
             {"Here (Live in Me)", "here live in me"},
             {"Live Forever", "live forever"},
             {"Song - Live Forever", "song live forever"},
             {"Remix to Ignition", "remix to ignition"},
             {"Demolition Man", "demolition man"},
             {"Love (In the Mix)", "love in the mix"},
             {"6 Ft. Under", "6 ft under"},
             {"A Feat of Strength", "a feat of strength"},
             {"Take Five", "take five"},
             {"Take On Me", "take on me"},
             {"Monochrome (Part 1)", "monochrome part 1"},
             {"Monochrome (Reprise)", "monochrome reprise"},
             {"Monochrome (Interlude)", "monochrome interlude"},
             {"Summer (1998)", "summer 1998"},
             {"Fade to Black - Fade to Grey", "fade to black fade to grey"},
             {"Alive", "alive"},
             {"Wish You Were Here (With Love)", "wish you were here with love"},
             {"Mono", "mono"},
             {"Demo", "demo"},
             {"Live", "live"},
             {"The The", "the"},
             {"???", "???"},
             {"(Live)", "live"},
             {"- Live", "live"},
         }) {
        const SongTitle title = titleOf(line.tag);
        EXPECT_EQ(title.core, line.core) << line.tag;
        EXPECT_EQ(title.kind, Plain) << line.tag;
    }
}

TEST(Versions, TitlesThatSayLittle)
{
    for (const char *tag : {"Intro", "Intro (Live)", "Outro", "Untitled", "Untitled 3", "Track 03", "Part 1", "Interlude", "II. Allegro", "Allegro ma non troppo", "Menuetto", "7", "Skit 2", "I",
                            "Hidden Track", "Prelude No. 4"}) {
        EXPECT_TRUE(titleOf(tag).saysLittle) << tag;
    }
    for (const char *tag : {"Introducing", "Allegro of the Sea", "Seven", "1979", "Interlude in Blue"}) {
        EXPECT_EQ(titleOf(tag).saysLittle, std::string_view(tag) == "1979") << tag;
    }
}

/// Whatever a title is made of, a version's words at its end change nothing but the kind, in any order and number.
TEST(Versions, WhatIsAddedIsTakenOff)
{
    constexpr std::array<const char *, 16> words{"love", "river", "of", "the", "night", "alive", "demon", "part", "2", "&", "don't", "mixed", "stereotype", "été", "夜", "remedy"};
    constexpr std::array<std::pair<const char *, VersionKind>, 14> ends{
        {{" (Live)", Live}, {" - Live at the Roxy", Live}, {" [Remastered]", Remaster}, {" - 2011 Remaster", Remaster}, {" (Acoustic)", Acoustic}, {" (Demo)", Demo}, {" {Mono}", Mono},
         {" (X & Y Remix)", Remix}, {" (Radio Edit)", Edit}, {" (feat. Z)", Plain}, {" - Bonus Track", Plain}, {" (Deluxe Edition)", Plain}, {" - Instrumental", Instrumental},
         {" (Album Version)", Plain}}};
    Shelf random(5);
    for (int run = 0; run < 20'000; ++run) {
        std::string title;
        for (std::size_t n = 1 + random.upTo(5); n > 0; --n) title += (title.empty() ? "" : " ") + std::string(words[random.upTo(words.size())]);
        const SongTitle bare = titleOf(title);
        ASSERT_FALSE(bare.core.empty());
        ASSERT_EQ(bare.kind, Plain) << title;
        ASSERT_EQ(songTitle(bare.core).core, bare.core) << "nothing more comes off: " << title;
        VersionKind kind = Plain;
        for (std::size_t n = 1 + random.upTo(3); n > 0; --n) {
            const auto &[end, says] = ends[random.upTo(ends.size())];
            title += end;
            kind = std::max(kind, says);
        }
        const SongTitle whole = titleOf(title);
        ASSERT_EQ(whole.core, bare.core) << title;
        ASSERT_EQ(whole.kind, kind) << title;
    }
}

/// Any bytes at all: never empty, never longer, and no crash.
TEST(Versions, AnyTitleHasACore)
{
    constexpr std::string_view alphabet = "()[]{}-–/ .'&live remix feat.2\xE2\x80\x99\xC3\xA9\xFF";
    Shelf random(6);
    for (int run = 0; run < 50'000; ++run) {
        std::string key;
        for (std::size_t n = random.upTo(24); n > 0; --n) key += alphabet[random.upTo(alphabet.size())];
        key = comparable(key);
        const SongTitle title = songTitle(key);
        ASSERT_EQ(title.core.empty(), key.empty()) << key;
        ASSERT_EQ(songTitle(key), title);
    }
}

struct Pair {
    Shelf shelf;
    Song a, b;

    /// Two songs whose overall cosine is that; a random pair's is 0, with a deviation of 0.2.
    Pair(std::string titleA, int secondsA, std::string titleB, int secondsB, double cosine, std::string artistA = "a", std::string artistB = "a")
        : a(shelf.song(1, comparable(artistA), comparable(titleA), shelf.keep(planeVector(1.0)))),
          b(shelf.song(2, comparable(artistB), comparable(titleB), shelf.keep(planeVector(cosine))))
    {
        a.duration = Milliseconds{secondsA * 1000};
        b.duration = Milliseconds{secondsB * 1000};
    }

    [[nodiscard]] bool areVersions() const
    {
        const Spread spread{0.0F, 0.2F};
        const bool one = recommend::areVersions(a, songTitle(a.titleKey), b, songTitle(b.titleKey), spread);
        EXPECT_EQ(recommend::areVersions(b, songTitle(b.titleKey), a, songTitle(a.titleKey), spread), one) << "the same both ways";
        return one;
    }
};

TEST(Versions, TitleDurationAndSoundTogether)
{
    EXPECT_TRUE(Pair("Layla", 200, "Layla", 202, -0.5).areVersions()) << "as long";
    EXPECT_TRUE(Pair("Layla", 200, "Layla", 300, 0.31).areVersions()) << "sounds alike";
    EXPECT_FALSE(Pair("Layla", 200, "Layla", 300, 0.29).areVersions()) << "neither: another song of the name";
    EXPECT_TRUE(Pair("Layla", 200, "Layla (Live)", 300, 0.11).areVersions()) << "it says it is live, and sounds a little alike";
    EXPECT_FALSE(Pair("Layla", 200, "Layla (Live)", 300, 0.09).areVersions());
    EXPECT_FALSE(Pair("Layla", 200, "Cocaine", 200, 0.99).areVersions());
    EXPECT_FALSE(Pair("Layla (Part 1)", 200, "Layla (Part 2)", 200, 0.99).areVersions());
    EXPECT_TRUE(Pair("Layla", 0, "Layla", 300, 0.31).areVersions());
    EXPECT_FALSE(Pair("Layla", 0, "Layla", 300, 0.29).areVersions());
    EXPECT_FALSE(Pair("", 200, "", 200, 1.0).areVersions());
}

TEST(Versions, TheArtistIsTheSameWithOrWithoutGuests)
{
    EXPECT_TRUE(Pair("Stan", 200, "Stan", 200, 0.0, "Eminem", "Eminem feat. Dido").areVersions());
    EXPECT_TRUE(Pair("Help", 200, "Help", 200, 0.0, "The Beatles", "Beatles").areVersions());
    EXPECT_FALSE(Pair("Help", 200, "Help", 200, 1.0, "Beatles", "Bananarama").areVersions()) << "a cover is another song";
    EXPECT_FALSE(Pair("Help", 200, "Help", 200, 1.0, "Various Artists", "Various Artists").areVersions());
    Pair several("Help", 200, "Help", 200, 0.0, "x", "y");
    several.a.artistKeys = {"one", "two"};
    several.b.artistKeys = {"three", "two"};
    EXPECT_TRUE(several.areVersions());
}

TEST(Versions, AnIntroIsNotEveryIntro)
{
    EXPECT_FALSE(Pair("Intro", 60, "Intro", 61, 0.2).areVersions());
    EXPECT_FALSE(Pair("Intro", 60, "Intro", 90, 0.9).areVersions());
    EXPECT_TRUE(Pair("Intro", 60, "Intro", 61, 0.9).areVersions());
    EXPECT_FALSE(Pair("II. Allegro", 200, "II. Allegro", 201, 0.2).areVersions());
}

TEST(Versions, TheReasonNamesTheKind)
{
    Shelf shelf;
    const Vector &vector = shelf.vector();
    const auto reason = [&](const char *shown, const char *other, std::int64_t album) {
        const Song a = shelf.song(1, "a", comparable(shown), vector, 1);
        const Song b = shelf.song(2, "a", comparable(other), vector, album);
        return versionReason(a, songTitle(a.titleKey), b, songTitle(b.titleKey));
    };
    EXPECT_EQ(reason("Help", "Help (Live)", 2), "live version of the same song");
    EXPECT_EQ(reason("Help (Live)", "Help", 2), "plain version of the same song");
    EXPECT_EQ(reason("Help", "Help (Remastered)", 2), "remaster of the same song");
    EXPECT_EQ(reason("Help", "Help", 2), "the same song on another album");
    EXPECT_EQ(reason("Help", "Help", 1), "the same song once more");
}

/// Songs that were met are found as comparing with each in turn would find them.
TEST(Versions, MetSongsFindTheFirst)
{
    Shelf shelf(8);
    const std::array<const char *, 6> titles{"help", "help (live)", "intro", "yesterday", "yesterday - remastered 2009", ""};
    const std::array<const char *, 5> artists{"a", "b", "the a", "a feat. b", "various artists"};
    const Spread spread{0.0F, 0.1F};
    for (int run = 0; run < 500; ++run) {
        std::vector<Song> songs;
        for (std::int64_t id = 1; id <= 30; ++id) {
            Song song = shelf.song(id, artists[shelf.upTo(artists.size())], titles[shelf.upTo(titles.size())], shelf.vector());
            if (shelf.upTo(3) == 0) song.artistKeys.emplace_back(artists[shelf.upTo(artists.size())]);
            songs.push_back(std::move(song));
        }
        MetSongs met(spread);
        for (std::size_t i = 0; i < songs.size(); ++i) {
            const SongTitle title = songTitle(songs[i].titleKey);
            std::optional<std::size_t> expected;
            for (std::size_t j = 0; j < i && !expected; ++j) {
                if (areVersions(songs[i], title, songs[j], songTitle(songs[j].titleKey), spread)) expected = j;
            }
            ASSERT_EQ(met.versionOf(songs[i], title), expected);
            met.add(songs[i], title);
        }
    }
}

} // namespace
} // namespace taraf::recommend
