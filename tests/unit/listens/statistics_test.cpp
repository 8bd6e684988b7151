#include "taraf/listens/statistics.h"

#include <gtest/gtest.h>

namespace taraf::listens {
namespace {

using namespace std::chrono;

std::uint32_t at(year_month_day date, int hour = 12) { return static_cast<std::uint32_t>(duration_cast<seconds>(sys_days(date).time_since_epoch() + hours(hour)).count()); }

/// Songs 0 and 1 are one track on two albums by artist 0; song 2 is another track without an album; song 3 has no name.
const std::vector<SongNames> kSongs{{.track = 0, .album = 0, .artist = 0}, {.track = 0, .album = 1, .artist = 0}, {.track = 1, .artist = 1}, {}};

TEST(Statistics, CountByPeriodAndRank)
{
    const std::vector<Play> plays{{at(2024y / 12 / 30), 0}, {at(2024y / 12 / 31), 1}, {at(2025y / 1 / 1), 2}, {at(2025y / 1 / 6), 2}, {at(2025y / 1 / 6, 13), 3}, {at(2025y / 1 / 8), 2}};
    const Statistics all = statisticsOf(plays, kSongs, {.period = Period::Week});
    EXPECT_EQ(all.plays, 6U);
    EXPECT_EQ(all.tracks, 2U);
    EXPECT_EQ(all.albums, 2U);
    EXPECT_EQ(all.artists, 2U);
    ASSERT_EQ(all.periods.size(), 2U);
    EXPECT_EQ(all.periods[0].begin, 2024y / 12 / 30) << "a Monday";
    EXPECT_EQ(all.periods[0].plays, 3U);
    EXPECT_EQ(all.periods[0].discovered, 2U);
    EXPECT_EQ(all.periods[1].discovered, 0U);
    ASSERT_EQ(all.topTracks.size(), 2U);
    EXPECT_EQ(all.topTracks[0].number, 1U);
    EXPECT_EQ(all.topTracks[0].plays, 3U);
    EXPECT_EQ(all.topArtists[1].number, 0U);
    EXPECT_EQ(statisticsOf(plays, kSongs, {.period = Period::Year}).periods.size(), 2U);
    EXPECT_EQ(statisticsOf(plays, kSongs, {.period = Period::Day}).periods.size(), 5U);
    EXPECT_EQ(statisticsOf(plays, kSongs, {.top = 1}).topArtists.size(), 1U);
}

TEST(Statistics, AWindowKnowsWhatWasHeardBeforeIt)
{
    const std::vector<Play> plays{{at(2024y / 5 / 1), 0}, {at(2025y / 5 / 1), 1}, {at(2025y / 5 / 2), 2}, {at(2026y / 1 / 1), 2}};
    const Statistics year = statisticsOf(plays, kSongs, {.from = at(2025y / 1 / 1, 0), .to = at(2026y / 1 / 1, 0)});
    EXPECT_EQ(year.plays, 2U);
    EXPECT_EQ(year.discovered, 1U);
}

TEST(Statistics, RowsOfDays)
{
    std::vector<Play> plays;
    for (const int day : {1, 2, 3, 5, 6, 9}) plays.push_back({at(2025y / March / day), 0});
    plays.push_back({at(2025y / March / 9, 20), 0});
    const Statistics all = statisticsOf(plays, kSongs, {});
    EXPECT_EQ(all.longest.begin, 2025y / March / 1);
    EXPECT_EQ(all.longest.days, 3);
    EXPECT_EQ(all.last.begin, 2025y / March / 9);
    EXPECT_EQ(all.last.days, 1);
    EXPECT_EQ(statisticsOf({}, kSongs, {}).longest.days, 0);
}

TEST(Statistics, DaysAreThoseOfTheListener)
{
    const std::vector<Play> plays{{at(2025y / 3 / 1, 23), 0}, {at(2025y / 3 / 2, 1), 0}};
    EXPECT_EQ(statisticsOf(plays, kSongs, {}).periods.size(), 2U);
    const auto ahead = statisticsOf(plays, kSongs, {.ahead = [](std::uint32_t) { return 2 * 3600; }});
    ASSERT_EQ(ahead.periods.size(), 1U);
    EXPECT_EQ(ahead.periods[0].begin, 2025y / 3 / 2);
}

TEST(Statistics, SpikesAreSixWithinADay)
{
    std::vector<Play> plays;
    for (int i = 0; i < 5; ++i) plays.push_back({at(2025y / 3 / 1, 0) + static_cast<std::uint32_t>(i) * 3600, 0});
    plays.push_back({plays.front().at + 86'401, 0});
    EXPECT_TRUE(statisticsOf(plays, kSongs, {}).spikes.empty()) << "the sixth comes a second too late";
    plays.back().at -= 1;
    const auto spikes = statisticsOf(plays, kSongs, {}).spikes;
    ASSERT_EQ(spikes.size(), 1U);
    EXPECT_EQ(spikes[0].track, 0U);
    EXPECT_EQ(spikes[0].plays, 6U);
    EXPECT_EQ(spikes[0].at, plays.front().at);
}

} // namespace
} // namespace taraf::listens
