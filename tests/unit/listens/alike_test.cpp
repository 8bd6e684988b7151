#include "taraf/listens/alike.h"

#include <gtest/gtest.h>

namespace taraf::listens {
namespace {

using std::chrono::seconds;

TEST(Alike, TitlesAreWhatSpellingErrorsLeave)
{
    EXPECT_DOUBLE_EQ(titlesAlike("Heroes", "HEROES (2017 Remaster)"), 1);
    EXPECT_GT(titlesAlike("Bohemian Rapsody", "Bohemian Rhapsody"), 0.95);
    EXPECT_GT(titlesAlike("Rhapsody, Bohemian", "Bohemian Rhapsody"), 0.99) << "words in another order";
    EXPECT_LT(titlesAlike("Yesterday", "Help!"), 0.5);
    for (const auto &[a, b] : {std::pair("Shine On You Crazy Diamond, Part 1", "Shine On You Crazy Diamond, Part 2"), {"Symphony No. 5", "Symphony No. 6"}, {"Roundabout", "Roundabout (Live)"},
                               {"Blue Monday", "Blue Monday '88"}, {"Echoes Part II", "Echoes Part III"}}) {
        EXPECT_EQ(titlesAlike(a, b), 0) << a << " is not " << b;
    }
}

TEST(Alike, TheOneThatIsMeantIsFound)
{
    AlikeSongs songs;
    songs.add(1, "Sigur Rós", "Hoppípolla", seconds(268));
    songs.add(2, "Sigur Rós", "Sæglópur", seconds(458));
    songs.add(3, "Godspeed You! Black Emperor", "Storm", {});
    songs.add(4, "Godspeed You! Black Emperor", "Static", {});
    const auto sure = [&](const char *artist, const char *title, Milliseconds duration = {}) {
        const auto found = songs.find(artist, title, duration, 0.6, 8);
        return songs.isSure(found) ? found.front().number : 0U;
    };
    EXPECT_EQ(sure("Sigur Ros", "Hoppipola", seconds(267)), 1U) << "a letter is missing, and it is as long";
    EXPECT_EQ(sure("Godspeed You Black Emperor!", "Storm"), 3U);
    EXPECT_EQ(sure("Black Emperor, Godspeed You!", "Storm"), 3U);
    EXPECT_EQ(sure("Sigur Ros", "Hoppipola", seconds(120)), 0U) << "not as long by far";
    EXPECT_EQ(sure("Somebody Else", "Storm"), 0U);
    EXPECT_TRUE(songs.find("Somebody Else", "Storm", {}, 0.6, 8).empty());
    const auto doubtful = songs.find("Sigur Ros", "Hoppipolaa", seconds(120), 0.6, 8);
    ASSERT_FALSE(doubtful.empty()) << "but worth asking";
    EXPECT_EQ(doubtful.front().number, 1U);
}

TEST(Alike, WhatMayBeTwoIsNeither)
{
    AlikeSongs songs;
    songs.add(1, "A", "The Long and Winding Roads of Home", {});
    songs.add(2, "A", "The Long and Winding Roade of Home", {});
    EXPECT_FALSE(songs.isSure(songs.find("A", "The Long and Winding Road of Home", {}, 0.6, 8)));
    AlikeSongs issues;
    issues.add(7, "A", "The Long and Winding Roads of Home", {});
    issues.add(8, "A", "The Long and Winding Roads of Home (Remastered)", {});
    const auto found = issues.find("A", "The Long and Winding Road of Home", {}, 0.6, 8);
    EXPECT_TRUE(issues.isSure(found)) << "one song on two albums is one song";
    EXPECT_EQ(found.front().number, 7U);
    EXPECT_FALSE(issues.isSure({}));
}

} // namespace
} // namespace taraf::listens
