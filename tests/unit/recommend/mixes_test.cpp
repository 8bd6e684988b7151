#include "taraf/recommend/draw.h"
#include "taraf/recommend/mixes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <deque>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace taraf::recommend {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

constexpr Instant kHour = 3'600;

Instant at(std::chrono::year_month_day day, int hour = 0, int minute = 0)
{
    return static_cast<Instant>(std::chrono::duration_cast<std::chrono::seconds>(sys_days(day).time_since_epoch()).count()) + static_cast<Instant>(hour * 3'600 + minute * 60);
}

const Instant kNow = at(2026y / 11 / 22, 9, 30);

Instant daysAgo(double days) { return kNow - static_cast<Instant>(days * kDaySeconds); }

/// A history that owns its plays.
struct Heard {
    History history{.played = {}, .loved = {}, .now = kNow};
    std::deque<std::vector<Instant>> plays;

    Heard &played(std::int64_t id, std::vector<Instant> times)
    {
        std::ranges::sort(times);
        history.played.push_back({.recording = RecordingId(id), .at = plays.emplace_back(std::move(times))});
        return *this;
    }
    /// So many plays, one a day, the last one so many days ago.
    Heard &often(std::int64_t id, int count, double last)
    {
        std::vector<Instant> times;
        for (int i = 0; i < count; ++i) times.push_back(daysAgo(last + i));
        return played(id, times);
    }
    Heard &loved(std::int64_t id, Instant when)
    {
        history.loved.push_back({.recording = RecordingId(id), .at = when});
        return *this;
    }
};

template<class List> std::vector<std::int64_t> ids(const List &list)
{
    std::vector<std::int64_t> out;
    for (const auto &each : list) out.push_back(each.recording.value());
    return out;
}

using Ids = std::vector<std::int64_t>;

// ---------------------------------------------------------------- scores

TEST(Mixes, ScoresByHand)
{
    const std::vector<Instant> plays{daysAgo(20), daysAgo(10), kNow};
    EXPECT_NEAR(recency(plays, kNow), std::exp(-2.0) + std::exp(-1.0) + 1, 1e-12);
    // The play of this moment counts as one of yesterday, or nothing would be left of the product.
    EXPECT_NEAR(revisitScore(plays, kNow), (1 - std::exp(-2.0)) * (1 - std::exp(-1.0)) * (1 - std::exp(-0.1)) * std::log(4.0), 1e-12);
    EXPECT_EQ(revisitScore({}, kNow), 0);
    EXPECT_EQ(recency({}, kNow), 0);
}

// ---------------------------------------------------------------- loved

TEST(Mixes, ASpikeIsFiveFurtherPlaysWithinADay)
{
    std::vector<Instant> plays;
    for (Instant i = 0; i < 5; ++i) plays.push_back(daysAgo(10) + i * kHour);
    EXPECT_TRUE(playSpikes(plays).empty());
    plays.push_back(daysAgo(10) + 24 * kHour);
    ASSERT_EQ(playSpikes(plays).size(), 1U);
    EXPECT_EQ(playSpikes(plays)[0].at, daysAgo(10));
    EXPECT_EQ(playSpikes(plays)[0].plays, 6U);
    plays.back() += 1;
    EXPECT_TRUE(playSpikes(plays).empty());
}

TEST(Mixes, OfSpikesWithinADayTheGreatestStays)
{
    // 1 play, then 7 within two hours: the second one begins the greatest.
    std::vector<Instant> plays{daysAgo(10)};
    for (Instant i = 0; i < 7; ++i) plays.push_back(daysAgo(10) + 20 * kHour + i * 1'000);
    ASSERT_EQ(playSpikes(plays).size(), 1U);
    EXPECT_EQ(playSpikes(plays)[0].at, daysAgo(10)); // 8 plays within 24 hours of it
    plays.push_back(daysAgo(9) + 2 * kHour);          // 25 hours after the first, 6 after the second
    ASSERT_EQ(playSpikes(plays).size(), 1U);
    EXPECT_EQ(playSpikes(plays)[0].at, daysAgo(10)); // 8 within its day, and 8 within that of the second: the earlier
    plays.push_back(daysAgo(9) + 3 * kHour);
    ASSERT_EQ(playSpikes(plays).size(), 1U);
    EXPECT_EQ(playSpikes(plays)[0].at, daysAgo(10) + 20 * kHour);
    EXPECT_EQ(playSpikes(plays)[0].plays, 9U);
}

/// The moomoo project compared the hour of the day of two spikes, not the hours between them: a track had one spike, the greatest, for ever.
TEST(Mixes, ASongHasASpikeForEachTimeItTookSomebody)
{
    std::vector<Instant> plays;
    for (Instant i = 0; i < 8; ++i) plays.push_back(daysAgo(700) + i * kHour);
    for (Instant i = 0; i < 6; ++i) plays.push_back(daysAgo(3) + i * kHour);
    const auto spikes = playSpikes(plays);
    ASSERT_EQ(spikes.size(), 2U);
    EXPECT_EQ(spikes[0].at, daysAgo(700));
    EXPECT_EQ(spikes[0].plays, 8U);
    EXPECT_EQ(spikes[1].at, daysAgo(3));
    EXPECT_EQ(spikes[1].plays, 6U);
    // So it is as new as its last one.
    Heard heard;
    heard.played(1, plays).played(2, {daysAgo(50)}).loved(2, daysAgo(5));
    EXPECT_EQ(ids(lovedTracks(heard.history)), (Ids{1, 2}));
}

TEST(Mixes, LovedIsWhatWasSaidAndWhatWasPlayedOverAndOverNewestFirst)
{
    std::vector<Instant> over;
    for (Instant i = 0; i < 6; ++i) over.push_back(daysAgo(30) + i * kHour);
    Heard heard;
    heard.played(1, over).played(2, over).played(3, over).often(4, 20, 1); // 4: once a day is no spike
    heard.loved(2, daysAgo(2)).loved(3, daysAgo(90)).loved(5, daysAgo(10));
    const auto loved = lovedTracks(heard.history);
    EXPECT_EQ(ids(loved), (Ids{2, 5, 1, 3}));
    EXPECT_EQ(loved[0].at, daysAgo(2));
    EXPECT_EQ(loved[0].plays, 0U);
    EXPECT_EQ(loved[2].plays, 6U);
    EXPECT_EQ(loved[3].at, daysAgo(30)); // said earlier than it was played
    EXPECT_TRUE(lovedTracks({}).empty());
}

// ---------------------------------------------------------------- to hear again

TEST(Mixes, TracksToHearAgainByHand)
{
    Heard heard;
    heard.played(1, {daysAgo(100), daysAgo(110)});                              // ln 3 = 1.0986
    heard.played(2, {daysAgo(100), daysAgo(110), daysAgo(120)});                // ln 4 = 1.386
    heard.played(3, {daysAgo(100)});                                            // one is too few
    heard.played(4, {daysAgo(100), daysAgo(110), daysAgo(13)});                 // not quiet
    heard.played(5, {daysAgo(100), daysAgo(110), daysAgo(30), daysAgo(40), daysAgo(50)}); // three lately
    heard.played(6, {daysAgo(100), daysAgo(110), daysAgo(30), daysAgo(40)});    // two lately are few: ln 5 · 0.95 · 0.98
    heard.played(7, {daysAgo(160), daysAgo(170), daysAgo(180)});                // before that
    heard.played(8, {daysAgo(100), daysAgo(110), daysAgo(15)});                 // (1 − e^−1.5) · ln 4 = 1.077
    const auto tracks = revisitTracks(heard.history);
    EXPECT_EQ(ids(tracks), (Ids{6, 2, 1, 8}));
    EXPECT_NEAR(tracks[1].score, (1 - std::exp(-10.0)) * (1 - std::exp(-11.0)) * (1 - std::exp(-12.0)) * std::log(4.0), 1e-12);
    EXPECT_NEAR(tracks[3].score, (1 - std::exp(-1.5)) * std::log(4.0), 1e-3);
    EXPECT_EQ(tracks[0].plays, 2U);
    EXPECT_EQ(ids(revisitTracks(heard.history, {.score = 1.09})), (Ids{6, 2, 1}));
    EXPECT_EQ(ids(revisitTracks(heard.history, {.quietDays = 10, .score = 0.9})), (Ids{6, 2, 1, 8, 4})); // (1 − e^−1.3) · ln 4 = 1.008
}

TEST(Mixes, ForgottenFavourites)
{
    Heard heard;
    heard.often(1, 10, 366).often(2, 9, 400).often(3, 30, 364).often(4, 12, 500).often(5, 1, 800).loved(5, daysAgo(900)).loved(6, daysAgo(900));
    EXPECT_EQ(ids(forgottenTracks(heard.history)), (Ids{4, 1, 5}));
    // Where a player knows the number alone.
    heard.history.played.push_back({.recording = RecordingId(7), .at = {}, .counted = 50, .lastCounted = daysAgo(700)});
    heard.history.played.push_back({.recording = RecordingId(8), .at = {}, .counted = 60}); // and when is not known
    EXPECT_EQ(ids(forgottenTracks(heard.history)), (Ids{7, 4, 1, 5}));
}

/// `tracks` recordings from `first` on, each played so often so long ago, as an album of that number.
PlayedGroup album(Heard &heard, std::int64_t id, int tracks, int plays, double ago)
{
    PlayedGroup group{.id = id, .played = {}};
    for (int i = 0; i < tracks; ++i) {
        group.played.push_back(heard.history.played.size());
        heard.often(id * 100 + i, plays, ago);
    }
    return group;
}

TEST(Mixes, AlbumsToHearAgainByHand)
{
    Heard heard;
    const std::vector<PlayedGroup> albums{
        album(heard, 0, 4, 2, 100),  // 8 plays of 4 tracks
        album(heard, 1, 3, 4, 100),  // too few tracks
        album(heard, 2, 21, 2, 100), // too many
        album(heard, 3, 5, 1, 100),  // 5 plays of 5 tracks are less than 7.5
        album(heard, 4, 4, 1, 100),  // 4 plays
        album(heard, 5, 6, 2, 20),   // lately
        album(heard, 6, 6, 2, 60),   // in between: not yet
        album(heard, 7, 10, 3, 120),
    };
    auto tooFresh = album(heard, 8, 4, 3, 100);
    for (int i = 0; i < 5; ++i) heard.often(900 + i, 1, 10);
    for (int i = 0; i < 5; ++i) tooFresh.played.push_back(heard.history.played.size() - 5 + static_cast<std::size_t>(i)); // five plays in the last 30 days
    std::vector<PlayedGroup> all = albums;
    all.push_back(tooFresh);
    const auto missed = revisitAlbums(all, heard.history, 1);
    ASSERT_EQ(missed.size(), 2U);
    EXPECT_EQ(missed[0].group, 7U);
    EXPECT_EQ(missed[0].plays, 30U);
    EXPECT_NEAR(missed[0].score, std::log(31.0), 1e-3);
    EXPECT_EQ(missed[1].group, 0U);
    EXPECT_EQ(missed[1].plays, 8U);
}

/// In the moomoo project the weights were e^(greatest − score): the least missed were drawn most.
TEST(Mixes, MoreMissedAlbumsAreDrawnMore)
{
    Heard heard;
    std::vector<PlayedGroup> albums;
    for (int i = 0; i < 20; ++i) albums.push_back(album(heard, i, 4, i < 10 ? 2 : 8, 100)); // ln 9 = 2.2 and ln 33 = 3.5
    std::map<bool, int> drawn;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        for (const RankedGroup &each : revisitAlbums(albums, heard.history, seed, {.count = 1})) ++drawn[each.group >= 10];
    }
    // 33 to 9 is 0.786 of 400; with the weights turned round it would be 0.214.
    EXPECT_EQ(drawn[false] + drawn[true], 400);
    EXPECT_NEAR(drawn[true], 0.786 * 400, 35);
    EXPECT_EQ(revisitAlbums(albums, heard.history, 1).size(), 15U);
}

// ---------------------------------------------------------------- artists

TEST(Mixes, TopArtistsByTheirPlaysInTheWindow)
{
    Heard heard;
    const auto artist = [&](std::int64_t id, int tracks, int plays, double ago) { return album(heard, id, tracks, plays, ago); };
    const std::vector<PlayedGroup> artists{artist(0, 5, 3, 10), artist(1, 2, 7, 10), artist(2, 10, 5, 300), artist(3, 7, 7, 300), artist(4, 4, 5, 45)};
    const auto groups = [&](int days) {
        std::vector<std::size_t> out;
        for (const RankedGroup &each : topArtists(artists, heard.history, 1, {.days = days})) out.push_back(each.group);
        return out;
    };
    EXPECT_EQ(groups(30), (std::vector<std::size_t>{0}));    // 15 plays; 14 are not enough
    EXPECT_EQ(groups(60), (std::vector<std::size_t>{4}));    // 20
    EXPECT_EQ(groups(90), (std::vector<std::size_t>{}));     // 25
    EXPECT_EQ(groups(0), (std::vector<std::size_t>{2}));     // 50; 49 are not
    EXPECT_EQ(topArtists(artists, heard.history, 1, {.days = 30, .plays = 10}).size(), 2U);
}

TEST(Mixes, FifteenArtistsAreDrawnAndToldByTheirPlays)
{
    Heard heard;
    std::vector<PlayedGroup> artists;
    for (int i = 0; i < 60; ++i) artists.push_back(album(heard, i, 1, 50 + i, 100));
    std::set<std::size_t> seen;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const auto drawn = topArtists(artists, heard.history, seed);
        ASSERT_EQ(drawn.size(), 15U);
        EXPECT_TRUE(std::ranges::is_sorted(drawn, std::ranges::greater{}, &RankedGroup::plays));
        for (const RankedGroup &each : drawn) seen.insert(each.group);
    }
    EXPECT_EQ(seen.size(), 60U); // all in some
}

// ---------------------------------------------------------------- times

TEST(Mixes, OnThisDayOfFormerYears)
{
    Heard heard;
    heard.played(1, {at(2025y / 11 / 22, 12)});
    heard.played(2, {at(2024y / 11 / 19, 0), at(2019y / 11 / 25, 23)}); // three days before and after
    heard.played(3, {at(2024y / 11 / 18, 23)});
    heard.played(4, {at(2024y / 11 / 26, 0)});
    heard.played(5, {at(2026y / 11 / 22, 1), at(2026y / 11 / 20, 1)}); // this year
    heard.played(6, {at(2025y / 11 / 20, 12)});
    const auto tracks = onThisDay(heard.history);
    EXPECT_EQ(ids(tracks), (Ids{2, 1, 6})); // 2 plays; then the later ones
    EXPECT_EQ(tracks[0].plays, 2U);
    EXPECT_EQ(ids(onThisDay(heard.history, {.around = 0})), (Ids{1}));
}

TEST(Mixes, ADayIsALocalOne)
{
    Heard heard;
    heard.played(1, {at(2025y / 11 / 21, 20)}); // the 22nd where it is five hours later
    heard.played(2, {at(2025y / 11 / 22, 20)}); // and there the 23rd
    EXPECT_EQ(ids(onThisDay(heard.history, {.around = 0})), (Ids{2}));
    heard.history.ahead = [](Instant) { return 5 * 3'600; };
    EXPECT_EQ(ids(onThisDay(heard.history, {.around = 0})), (Ids{1}));
    heard.history.ahead = [](Instant when) { return when < at(2026y / 1 / 1) ? 5 * 3'600 : -9 * 3'600; }; // today is the 22nd still
    EXPECT_EQ(ids(onThisDay(heard.history, {.around = 0})), (Ids{1}));
}

TEST(Mixes, TheDayThatOnlyLeapYearsHave)
{
    Heard heard;
    heard.history.now = at(2028y / 2 / 29, 12);
    heard.played(1, {at(2024y / 2 / 29, 12)}).played(2, {at(2025y / 3 / 1, 12)}).played(3, {at(2025y / 2 / 28, 12)});
    EXPECT_EQ(ids(onThisDay(heard.history, {.around = 0})), (Ids{2, 1}));
}

TEST(Mixes, ForThisHourByHand)
{
    // It is half past nine.
    const auto days = [](int count, int hour, int from) {
        std::vector<Instant> times;
        for (int i = 0; i < count; ++i) times.push_back(at(2026y / 10 / 1) + static_cast<Instant>((from + i) * 86'400 + hour * 3'600));
        return times;
    };
    std::vector<Instant> both = days(4, 9, 0);
    for (const Instant each : days(16, 20, 0)) both.push_back(each);
    Heard heard;
    heard.played(1, days(4, 8, 0)).played(2, both).played(3, days(2, 9, 0)).played(4, days(4, 11, 0)).played(5, days(4, 10, 3));
    const auto tracks = forThisHour(heard.history);
    // Usual share: 14 of 34 plays.
    const double usual = 14.0 / 34;
    EXPECT_EQ(ids(tracks), (Ids{5, 1, 2})); // of equals the later
    EXPECT_NEAR(tracks[0].score, std::log(5.0) * (4 + 10 * usual) / 14 / usual, 1e-12);
    EXPECT_NEAR(tracks[2].score, std::log(5.0) * (4 + 10 * usual) / 30 / usual, 1e-12);
    EXPECT_EQ(tracks[2].plays, 4U);
    heard.history.ahead = [](Instant) { return 12 * 3'600; };
    EXPECT_EQ(ids(forThisHour(heard.history)).size(), 3U); // all move along
    heard.history.now += 11 * kHour;
    EXPECT_EQ(ids(forThisHour(heard.history)), (Ids{2}));
}

TEST(Mixes, MidnightIsNearToElevenAndToOne)
{
    Heard heard;
    heard.history.now = at(2026y / 11 / 22, 0, 30);
    heard.played(1, {at(2026y / 11 / 1, 23), at(2026y / 11 / 2, 1, 59), at(2026y / 11 / 3, 0)}).played(2, {at(2026y / 11 / 1, 22, 59), at(2026y / 11 / 2, 2), at(2026y / 11 / 3, 0)});
    EXPECT_EQ(ids(forThisHour(heard.history)), (Ids{1}));
}

TEST(Mixes, NewIsWhatCameAfterTheFirstScan)
{
    Heard heard;
    const std::vector<Came> came{{RecordingId(1), daysAgo(20)},       {RecordingId(2), daysAgo(20) + kDaySeconds}, {RecordingId(3), daysAgo(18)}, {RecordingId(4), daysAgo(3)},
                                 {RecordingId(5), daysAgo(3)},        {RecordingId(6), daysAgo(2)},                {RecordingId(7), daysAgo(1)}};
    heard.played(4, {daysAgo(1)}).played(6, {daysAgo(1), daysAgo(0.5)});
    EXPECT_EQ(ids(newTracks(came, heard.history)), (Ids{7, 4, 5, 3}));
    EXPECT_EQ(ids(newTracks(came, heard.history, {.days = 2, .plays = 10})), (Ids{7, 6}));
    EXPECT_TRUE(newTracks({}, heard.history).empty());
}

// ---------------------------------------------------------------- chance

TEST(Mixes, LotsAreDrawnByTheirWeights)
{
    const std::vector<Lot> lots{{1, std::log(1.0)}, {2, std::log(3.0)}, {3, std::log(6.0)}};
    std::array<int, 3> first{};
    for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
        const auto drawn = draw(lots, 3, seed);
        ASSERT_EQ(std::set<std::size_t>(drawn.begin(), drawn.end()).size(), 3U);
        EXPECT_EQ(draw(lots, 1, seed).front(), drawn.front());
        ++first[drawn.front()];
    }
    EXPECT_NEAR(first[0], 400, 60);
    EXPECT_NEAR(first[1], 1'200, 90);
    EXPECT_NEAR(first[2], 2'400, 100);
    // Luck goes by the id, not by the place.
    const std::vector<Lot> turned{lots[2], lots[0], lots[1]};
    for (std::uint64_t seed = 0; seed < 20; ++seed) EXPECT_EQ(turned[draw(turned, 1, seed).front()].id, lots[draw(lots, 1, seed).front()].id);
}

TEST(Mixes, FavouritesAreWhatIsPlayedAndLoved)
{
    Heard heard;
    for (std::int64_t i = 1; i <= 40; ++i) heard.often(i, i <= 20 ? 1 : 200, 300);
    heard.loved(5, daysAgo(100)).loved(99, daysAgo(100));
    EXPECT_EQ(favourites(heard.history, 1, {.count = 100}).size(), 41U);
    int often = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        for (const RankedTrack &each : favourites(heard.history, seed, {.count = 1})) often += each.plays > 100 ? 1 : 0;
    }
    // ln 202 to ln 3 is 0.83.
    EXPECT_NEAR(often, 80, 12);
}

} // namespace
} // namespace taraf::recommend
