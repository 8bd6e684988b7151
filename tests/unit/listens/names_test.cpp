#include "taraf/listens/names.h"

#include <gtest/gtest.h>

namespace taraf::listens {
namespace {

TEST(Names, AreComparedWithoutWhatSpellingsDifferIn)
{
    for (const auto &[a, b] : {std::pair("The Beatles", "beatles"), {"Beyonc\xC3\xA9", "BEYONCE"}, {"Simon & Garfunkel", "Simon and Garfunkel"}, {"AC/DC", "ac dc"}, {"R.E.M.", "REM"},
                               {"Guns N' Roses", "Guns N\xE2\x80\x99 Roses"}, {"Mot\xC3\xB6rhead", "Moto\xCC\x88rhead"}, {"\xEF\xBC\xA1\xEF\xBC\xA2", "ab"}, {"  two   words ", "Two Words"}}) {
        EXPECT_EQ(plainName(a), plainName(b)) << a;
    }
    EXPECT_NE(plainName("!!!"), plainName("???")) << "a name without letters is a name";
    EXPECT_EQ(plainName("\xE5\x9D\x82\xE6\x9C\xAC"), "\xE5\x9D\x82\xE6\x9C\xAC");
    EXPECT_EQ(plainName("The The"), "the");
}

TEST(Names, OfATitleTheIssueAndTheGuestsAreLeftOut)
{
    const std::string heroes = plainTitle("Heroes");
    for (const char *title : {"Heroes (2017 Remaster)", "Heroes - 2017 Remaster", "Heroes - Remastered 2017", "Heroes [Remastered]", "heroes (feat. Somebody)", "Heroes ft. Somebody Else", "Heroes (Deluxe Edition)"}) {
        EXPECT_EQ(plainTitle(title), heroes) << title;
    }
    for (const char *title : {"Heroes (Live)", "Heroes - Live at Wembley", "Heroes (Remix)", "Heroes (Acoustic)", "Heroes Part 2"}) EXPECT_NE(plainTitle(title), heroes) << title;
    EXPECT_EQ(plainTitle("(Remastered)"), "remastered") << "never nothing";
    EXPECT_EQ(plainTitle("Feather"), "feather");
}

TEST(Names, AsciiAndTheRestAgree)
{
    // The two ways, fast and general, tell the same of what both can read.
    for (const char *name : {"The Beatles", "AC/DC", "Guns N' Roses", "a&b", "A + B", "  x  ", "The", "99 Luftballons", "P!nk", "...", "'"}) {
        const std::string general = plainName(std::string(name) + " \xC3\xA9"), fast = plainName(std::string(name) + " e");
        EXPECT_EQ(general, fast) << name;
    }
}

TEST(Names, AKeyIsOfArtistAndTitle)
{
    EXPECT_EQ(matchKey("The Knife", "Heartbeats"), matchKey("the knife", "Heartbeats (2009 Remaster)"));
    EXPECT_EQ(matchKey("Jay-Z feat. Alicia Keys", "Empire State of Mind"), matchKey("JAY Z", "Empire State of Mind (feat. Alicia Keys)"));
    EXPECT_NE(matchKey("ab", "c"), matchKey("a", "bc"));
    EXPECT_NE(matchKey("a", "b"), matchKey("b", "a"));
}

} // namespace
} // namespace taraf::listens
