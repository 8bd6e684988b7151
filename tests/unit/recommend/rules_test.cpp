#include "songs.h"
#include "taraf/recommend/rules.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace taraf::recommend {
namespace {

TEST(Rules, EachIsDescribedAndItsTextIsReadBack)
{
    std::set<std::string_view> names;
    for (const RuleDescription &rule : describe()) {
        EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
        EXPECT_FALSE(rule.sentence.empty() || rule.range.empty() || rule.countsIn.empty()) << rule.name;
        for (const Asking asking : kAskings) {
            const Rules before = rulesFor(asking);
            Rules after;
            const auto written = text(before, rule.name);
            ASSERT_TRUE(written);
            ASSERT_TRUE(set(after, rule.name, *written)) << rule.name << " " << *written;
            EXPECT_EQ(text(after, rule.name), written);
        }
    }
    EXPECT_EQ(names.size(), 19U);
}

TEST(Rules, TextsSetWhatTheyName)
{
    Rules rules;
    for (const auto &[name, value] : std::initializer_list<std::pair<const char *, const char *>>{
             {"per-artist", "3"}, {"per-album", "1"}, {"artist-spacing", "0"}, {"album-spacing", "9"}, {"min-duration", "1:30"}, {"max-duration", "1:00:00"},
             {"repeat-window", "14"}, {"years", "1970s"}, {"excluded-genres", " Christmas ,spoken  Word,,christmas"}, {"versions", "all"}, {"near-duplicate", "0.99"},
             {"near-duplicate-same-title", "1"}, {"anchor", "1"}, {"flow", "0"}, {"variety", "2.5"}, {"familiarity", "-0.25"}, {"energy", "down"}, {"when-dry", "end"}}) {
        ASSERT_TRUE(set(rules, name, value)) << name;
    }
    const Rules expected{.perArtist = 3, .perAlbum = 1, .artistSpacing = 0, .albumSpacing = 9, .minDuration = Milliseconds{90'000}, .maxDuration = Milliseconds{3'600'000},
                         .repeatWindow = 14, .years = {.first = 1970, .last = 1979}, .excludedGenres = {"christmas", "spoken word"}, .versions = Versions::All, .nearDuplicate = 0.99F, .nearDuplicateSameTitle = 1.0F,
                         .anchor = 1.0F, .flow = 0.0F, .variety = 2.5F, .familiarity = -0.25F, .energy = Energy::Down, .whenDry = WhenDry::End};
    EXPECT_EQ(rules, expected);
    EXPECT_EQ(text(rules, "min-duration"), "90");
    EXPECT_EQ(text(rules, "excluded-genres"), "christmas, spoken word");
    EXPECT_EQ(text(rules, "near-duplicate"), "0.99");
    EXPECT_EQ(text(rules, "years"), "1970-1979");
    ASSERT_TRUE(set(rules, "years", "1994"));
    EXPECT_EQ(text(rules, "years"), "1994-1994");
    ASSERT_TRUE(set(rules, "years", ""));
    EXPECT_EQ(text(rules, "years"), "");
    for (const char *wrong : {"1994-", "1999-1990", "0", "90s", "-5", "1990-19999", "x"}) EXPECT_FALSE(set(rules, "years", wrong)) << wrong;
}

TEST(Rules, WhatIsOutOfRangeIsRefusedWithTheRange)
{
    const Rules before;
    for (const auto &[name, value] : std::initializer_list<std::pair<const char *, const char *>>{
             {"per-artist", "-1"}, {"per-artist", "10001"}, {"per-artist", "2.5"}, {"per-artist", ""}, {"per-artist", "2 "}, {"min-duration", "1:60"}, {"min-duration", "86401"},
             {"min-duration", "-5"}, {"min-duration", "1:00:00:00"}, {"min-duration", "25:00:00"}, {"near-duplicate", "0.89"}, {"near-duplicate", "nan"}, {"variety", "inf"},
             {"versions", "two"}, {"when-dry", ""}, {"anchor", "0x1"}}) {
        Rules rules = before;
        const auto refused = set(rules, name, value);
        ASSERT_FALSE(refused) << name << " " << value;
        EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
        const auto rule = std::ranges::find(describe(), name, &RuleDescription::name);
        EXPECT_NE(refused.error().message.find(rule->range), std::string::npos) << refused.error().message;
        EXPECT_EQ(rules, before);
    }
    Rules rules;
    const auto unknown = set(rules, "per-genre", "1");
    ASSERT_FALSE(unknown);
    EXPECT_NE(unknown.error().message.find("per-artist"), std::string::npos);
    EXPECT_FALSE(text(rules, ""));
}

TEST(Rules, AListToChooseFromHasNoCapByItself)
{
    EXPECT_EQ(rulesFor(Asking::Similar).perArtist, 0);
    EXPECT_EQ(rulesFor(Asking::Albums).perArtist, 0);
    EXPECT_EQ(rulesFor(Asking::Radio).perArtist, 2);
    EXPECT_EQ(rulesFor(Asking::Path).perArtist, 2);
}

Song songWith(std::vector<std::string> genres, int seconds)
{
    Song song;
    song.genres = std::move(genres);
    song.duration = Milliseconds{seconds * 1000};
    return song;
}

TEST(Rules, AnExcludedGenreComesOnlyWhereTheSeedHasIt)
{
    Rules rules;
    ASSERT_TRUE(set(rules, "excluded-genres", "Christmas, Comedy"));
    const Song carol = songWith({"Folk", "CHRISTMAS"}, 200);
    const Song sketch = songWith({"comedy"}, 200);
    const Admission july(rules, {});
    EXPECT_FALSE(july.admits(carol));
    EXPECT_FALSE(july.admits(sketch));
    EXPECT_TRUE(july.admits(songWith({"Christmas Island"}, 200)));
    EXPECT_TRUE(july.admits(songWith({}, 200)));
    const Admission december(rules, {&carol, 1});
    EXPECT_TRUE(december.admits(carol));
    EXPECT_FALSE(december.admits(sketch));
}

TEST(Rules, DurationsAreLimitedWhereTheyAreKnown)
{
    Rules rules;
    ASSERT_TRUE(set(rules, "max-duration", "10:00"));
    const Admission admission(rules, {});
    EXPECT_FALSE(admission.admits(songWith({}, 59)));
    EXPECT_TRUE(admission.admits(songWith({}, 60)));
    EXPECT_TRUE(admission.admits(songWith({}, 600)));
    EXPECT_FALSE(admission.admits(songWith({}, 601)));
    EXPECT_TRUE(admission.admits(songWith({}, 0)));
}

/// The way round by the first few numbers says the same as the cosine.
TEST(Rules, NearDuplicatesAreFoundWithoutTheCosineToo)
{
    test::Shelf shelf(4);
    int found = 0;
    for (int run = 0; run < 2'000; ++run) {
        const test::Vector &one = shelf.vector();
        const Song a = shelf.song(1, "a", "t", one);
        const Song b = shelf.song(2, "b", shelf.upTo(2) == 0 ? "t" : "u", shelf.vector(&one, 0.3F * shelf.uniform()));
        Rules rules;
        rules.nearDuplicate = 0.99F + 0.01F * shelf.uniform();
        rules.nearDuplicateSameTitle = 0.99F + 0.01F * shelf.uniform();
        const bool expected = isNearDuplicate(a, b, cosine(a.vector, b.vector, weights(Focus::Overall)), rules);
        ASSERT_EQ(isNearDuplicate(a, b, rules), expected);
        found += expected ? 1 : 0;
    }
    EXPECT_GT(found, 200);
    EXPECT_LT(found, 1'800);
}

} // namespace
} // namespace taraf::recommend
