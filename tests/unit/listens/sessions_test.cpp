#include "taraf/listens/sessions.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace taraf::listens {
namespace {

std::vector<Session> sessionsOf(const SessionRules &rules, std::vector<std::pair<std::string, std::vector<Play>>> users)
{
    LongestSessions sessions(rules);
    for (auto &[user, plays] : users) sessions.take(user, plays);
    return std::move(sessions).result();
}

TEST(Sessions, GoOnWhileTheGapIsSmaller)
{
    const std::vector<Play> plays{{1000, 1}, {2199, 2}, {3399, 3}, {3399 + 1201, 4}};
    const auto strict = sessionsOf({}, {{"a", plays}});
    ASSERT_EQ(strict.size(), 3U) << "1200 seconds after the one before a new one begins";
    EXPECT_EQ(strict[0].plays, (std::vector<Play>{{1000, 1}, {2199, 2}}));
    const auto inclusive = sessionsOf({.isInclusive = true}, {{"a", plays}});
    ASSERT_EQ(inclusive.size(), 2U);
    EXPECT_EQ(inclusive[0].plays.size(), 3U);
}

TEST(Sessions, ArePutInTheOrderOfTime)
{
    const auto found = sessionsOf({}, {{"a", {{300, 3}, {100, 1}, {200, 2}, {200, 1}}}});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].plays, (std::vector<Play>{{100, 1}, {200, 1}, {200, 2}, {300, 3}}));
}

TEST(Sessions, OfEqualOnesTheUserDecidesThenTheStart)
{
    const auto found = sessionsOf({.longest = 3}, {{"b", {{100, 1}, {5000, 2}}}, {"a", {{9000, 1}, {100, 2}}}, {"c", {{1, 1}, {2, 2}}}});
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].user, "c") << "the longest";
    EXPECT_EQ(found[1].user, "a");
    EXPECT_EQ(found[1].plays.front().at, 100U);
    EXPECT_EQ(found[2].user, "a");
    EXPECT_EQ(found[2].plays.front().at, 9000U);
}

TEST(Sessions, OnlyTheLongestAreKept)
{
    std::vector<std::pair<std::string, std::vector<Play>>> users;
    for (std::uint32_t user = 0; user < 100; ++user) {
        std::vector<Play> plays;
        for (std::uint32_t i = 0; i < (user * 37) % 100 + 1; ++i) plays.push_back({i * 60, i % 3});
        users.emplace_back("user" + std::to_string(user), std::move(plays));
    }
    const auto found = sessionsOf({.longest = 10}, users);
    ASSERT_EQ(found.size(), 10U);
    for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].plays.size(), 100 - i);
    std::uint64_t plays = 0;
    for (const SongPlays &song : songsOf(found)) plays += song.plays;
    EXPECT_EQ(plays, 955U);
    EXPECT_TRUE(sessionsOf({.longest = 0}, users).empty());
    EXPECT_TRUE(sessionsOf({}, {}).empty());
}

} // namespace
} // namespace taraf::listens
