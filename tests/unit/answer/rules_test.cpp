#include "small_library.h"
#include "taraf/answer/rules.h"

#include <algorithm>
#include <map>

namespace taraf::answer {
namespace {

using test::must;

class RulesTest : public test::SmallLibrary
{
protected:
    [[nodiscard]] std::string inForce(std::string_view rule, std::string_view question) const
    {
        for (const RuleInForce &each : must(rulesInForce(m_home))) {
            for (const RuleInForce::Value &value : each.values) {
                if (each.name == rule && value.question == question) return value.text + (each.isKept ? " kept" : "");
            }
        }
        return "none";
    }

    [[nodiscard]] int mostOfOne(const RuleTexts &rules) const
    {
        std::map<std::string, int> artists;
        int most = 0;
        const SimilarQuestion question{.seeds = {must(answers().find(pathOf(0, 0)))}, .minus = {}, .count = 12, .focus = Focus::Overall, .rules = rules};
        for (const TrackAnswer &track : must(answers().similar(question)).tracks) most = std::max(most, ++artists[track.track.artist()]);
        return most;
    }
};

TEST_F(RulesTest, WhatIsKeptIsInForceUntilItIsReset)
{
    EXPECT_EQ(inForce("per-artist", "similar"), "0");
    EXPECT_EQ(inForce("per-artist", "radio"), "2");
    EXPECT_GT(mostOfOne({}), 3) << "an artist's tracks are alike";
    must(keepRule(m_home, "per-artist", "1"));
    EXPECT_EQ(inForce("per-artist", "similar"), "1 kept");
    EXPECT_EQ(inForce("per-artist", "path"), "1 kept");
    EXPECT_EQ(mostOfOne({}), 1);
    EXPECT_EQ(mostOfOne({{"per-artist", "3"}}), 3) << "the question's own word wins";
    must(resetRule(m_home, "per-artist"));
    must(resetRule(m_home, "per-artist"));
    EXPECT_EQ(inForce("per-artist", "radio"), "2");
    must(keepRule(m_home, "min-duration", "1:30"));
    EXPECT_EQ(inForce("min-duration", "radio"), "90 kept") << "in one spelling";
}

TEST_F(RulesTest, NonsenseIsRefusedAndChangesNothing)
{
    EXPECT_EQ(keepRule(m_home, "per-artist", "many").error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(keepRule(m_home, "per-genre", "1").error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(resetRule(m_home, "per-genre").error().code, ErrorCode::InvalidArgument);
    const Seed seed = must(answers().find(pathOf(0, 0)));
    for (const RuleTexts &texts : {RuleTexts{{"per-artist", "-1"}}, RuleTexts{{"anchor", "2"}}, RuleTexts{{"", ""}}}) {
        EXPECT_EQ(answers().similar({.seeds = {seed}, .minus = {}, .count = 5, .focus = Focus::Overall, .rules = texts}).error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(answers().radio({.seeds = {seed}, .rules = texts}).error().code, ErrorCode::InvalidArgument);
    }
    for (const RuleInForce &rule : must(rulesInForce(m_home))) EXPECT_FALSE(rule.isKept) << rule.name;
}

TEST_F(RulesTest, WithoutALibraryThereAreDefaults)
{
    const Home nowhere{.data = m_folder / "nowhere", .cache = m_folder / "nowhere/cache"};
    const auto rules = must(rulesInForce(nowhere));
    EXPECT_GT(rules.size(), 10U);
    for (const RuleInForce &rule : rules) {
        for (const RuleInForce::Value &value : rule.values) EXPECT_EQ(value.text, value.fallback);
    }
    EXPECT_EQ(keepRule(nowhere, "per-artist", "1").error().code, ErrorCode::NotFound);
}

/// One that a newer Taraf kept and this one does not understand does not spoil an answer.
TEST_F(RulesTest, AnUnreadableKeptRuleIsTheDefault)
{
    auto library = must(store::Library::open(m_home.library(), store::Access::ReadWrite));
    must(library.setSetting("rule.versions", "newest"));
    EXPECT_EQ(inForce("versions", "radio"), "one");
    EXPECT_EQ(must(answers().radio({.seeds = {must(answers().find(pathOf(0, 0)))}, .length = 5})).tracks.size(), 5U);
}

} // namespace
} // namespace taraf::answer
