#include "small_library.h"
#include "taraf/answer/mixes.h"
#include "taraf/store/listens.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <map>
#include <ranges>
#include <set>

namespace taraf::answer {
namespace {

using test::ids;
using test::must;

constexpr std::int64_t kDay = 86'400;

UnixTime local(int month, int day, int hour)
{
    std::tm time{};
    time.tm_year = 2026 - 1900;
    time.tm_mon = month - 1;
    time.tm_mday = day;
    time.tm_hour = hour;
    time.tm_isdst = -1;
    return UnixTime{std::mktime(&time)};
}

class MixesTest : public test::SmallLibrary
{
protected:
    [[nodiscard]] RecordingId recording(int artist, int number) const { return must(must(store::Library::open(m_home.library(), store::Access::ReadOnly)).trackByPath(pathOf(artist, number)))->recording; }

    /// So often, a play a day, the last so many days before kNow.
    void play(int artist, int number, int times, double ago, std::int64_t apart = kDay)
    {
        store::Library library = must(store::Library::open(m_home.library(), store::Access::ReadWrite));
        store::Listens listens(library);
        const auto heard = must(listens.addSong({.id = {}, .artist = std::format("Artist {}", artist), .title = std::format("Name {} of {}", number, artist), .album = {}, .recordingId = {},
                                                 .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = 0, .recording = {}}));
        must(listens.match(heard, must(library.trackByPath(pathOf(artist, number)))->recording, store::MatchedBy::Names));
        std::vector<store::ListenRow> rows;
        const auto source = must(listens.source("test"));
        for (int i = 0; i < times; ++i) {
            rows.push_back({.listener = store::kSelf, .at = UnixTime{kNow.count() - static_cast<std::int64_t>(ago * kDay) - i * apart}, .heard = heard, .source = source, .played = Milliseconds{0}});
        }
        std::ranges::sort(rows);
        must(listens.add(store::Heed::Listens, rows));
    }
    void say(int artist, int number, Feeling feeling, double ago)
    {
        store::Library library = must(store::Library::open(m_home.library(), store::Access::ReadWrite));
        must(library.setOpinion({.of = OpinionOf::Track, .recording = must(library.trackByPath(pathOf(artist, number)))->recording, .album = {}, .artist = {}, .name = "x"},
                                {.rating = 0, .feeling = feeling}, UnixTime{kNow.count() - static_cast<std::int64_t>(ago * kDay)}));
    }
    /// Something for every kind.
    void listenToMuch()
    {
        for (int artist = 0; artist < 12; ++artist) {
            for (int number = 0; number < 5; ++number) play(artist, number, 4 + artist, artist < 6 ? 95 + number : 400 + number);
        }
        for (int number = 0; number < 5; ++number) play(12, number, 12, 5);
        say(3, 1, Feeling::Love, 10);
    }
    [[nodiscard]] MixAnswer mixed(const std::string &kind, MixQuestion question = {}) const
    {
        question.kind = kind;
        if (!question.now) question.now = kNow;
        return must(mix(answers(), question));
    }

    const UnixTime kNow = local(11, 22, 12);
};

TEST_F(MixesTest, WithoutListensEachKindSaysWhatHelps)
{
    for (const MixDescription &each : describeMixes()) {
        const MixAnswer answer = mixed(std::string(each.kind));
        EXPECT_TRUE(answer.lists.empty()) << each.kind;
        EXPECT_FALSE(answer.nothing.empty()) << each.kind;
        EXPECT_EQ(answer.title, each.title);
    }
    EXPECT_TRUE(mixed("fingerprint").nothing.contains("taraf listens import"));
    EXPECT_EQ(mix(answers(), {.kind = "sad"}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(mix(answers(), {.kind = "loved", .settings = {{"colour", "1"}}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(mix(answers(), {.kind = "loved", .settings = {{"per-artist", "many"}}}).error().code, ErrorCode::InvalidArgument);
}

TEST_F(MixesTest, WithoutAnIndexWhatNeedsNoneIsThere)
{
    say(1, 1, Feeling::Love, 3);
    play(1, 1, 60, 2);
    std::filesystem::remove_all(m_home.index());
    EXPECT_EQ(ids(mixed("loved").lists.at(0).tracks), std::vector{recording(1, 1)});
    EXPECT_TRUE(mixed("unheard").nothing.contains("taraf rescan"));
}

TEST_F(MixesTest, LovedIsAllOfItNewestFirst)
{
    for (int number = 0; number < kTracks; ++number) say(2, number, Feeling::Love, 10 + number);
    play(4, 1, 7, 3, 3'600);
    say(5, 1, Feeling::Hate, 1);
    play(5, 1, 7, 1, 3'600); // played over and over, and hated all the same
    const MixAnswer answer = mixed("loved");
    ASSERT_EQ(answer.lists.size(), 1U);
    std::vector<RecordingId> expected{recording(4, 1)};
    for (int number = 0; number < kTracks; ++number) expected.push_back(recording(2, number));
    EXPECT_EQ(ids(answer.lists[0].tracks), expected); // no cap of two by an artist
    EXPECT_TRUE(answer.lists[0].tracks[0].why.starts_with("7 plays within a day, on ")) << answer.lists[0].tracks[0].why;
    EXPECT_TRUE(answer.lists[0].tracks[1].why.starts_with("loved since 12 November 2026")) << answer.lists[0].tracks[1].why;
    EXPECT_EQ(mixed("loved", {.kind = {}, .settings = {{"per-artist", "2"}}}).lists.at(0).tracks.size(), 3U);
    EXPECT_EQ(mixed("loved", {.kind = {}, .count = 4}).lists.at(0).tracks.size(), 4U);
    EXPECT_EQ(answer.lists[0].covers.size(), 2U); // a track of each album
}

TEST_F(MixesTest, AlbumsToHearAgainAreWholeAndInOrder)
{
    for (int number = 0; number < 5; ++number) play(7, number, 3, 100); // five of eight tracks were played
    const MixAnswer answer = mixed("revisit-albums");
    ASSERT_EQ(answer.lists.size(), 1U);
    EXPECT_EQ(answer.lists[0].title, "Artist 7 – Album 7");
    std::vector<RecordingId> whole;
    for (int number = 0; number < kTracks; ++number) whole.push_back(recording(7, number));
    EXPECT_EQ(ids(answer.lists[0].tracks), whole);
}

TEST_F(MixesTest, EachKindHasSomethingAndKeepsToTheRules)
{
    listenToMuch();
    say(0, 2, Feeling::Reject, 1);
    const RecordingId rejected = recording(0, 2);
    const std::set<std::string_view> lacking{"new", "smart", "this-hour", "on-this-day"};
    for (const MixDescription &each : describeMixes()) {
        const MixAnswer answer = mixed(std::string(each.kind), {.kind = {}, .seed = 3});
        if (lacking.contains(each.kind)) continue;
        ASSERT_FALSE(answer.lists.empty()) << each.kind << ": " << answer.nothing;
        for (const MixList &list : answer.lists) {
            EXPECT_FALSE(list.title.empty() || list.description.empty() || list.tracks.empty() || list.covers.empty()) << each.kind;
            EXPECT_LE(list.covers.size(), 4U);
            std::map<std::string, int> ofArtist;
            for (const TrackAnswer &track : list.tracks) {
                EXPECT_FALSE(track.why.empty() || track.track.path.empty());
                EXPECT_TRUE(each.kind == "revisit-albums" || each.kind == "albums" || track.track.recording != rejected) << each.kind; // an album is whole
                ++ofArtist[track.track.artist()];
            }
            if (each.kind == "revisit-tracks" || each.kind == "forgotten" || each.kind == "top-artists") {
                for (const auto &[artist, times] : ofArtist) EXPECT_LE(times, 2) << each.kind << ' ' << artist;
            }
        }
        // The same number makes the same mix.
        const MixAnswer again = mixed(std::string(each.kind), {.kind = {}, .seed = 3});
        ASSERT_EQ(again.lists.size(), answer.lists.size());
        for (std::size_t i = 0; i < again.lists.size(); ++i) EXPECT_EQ(ids(again.lists[i].tracks), ids(answer.lists[i].tracks)) << each.kind;
    }
}

TEST_F(MixesTest, UnheardWasNeverPlayed)
{
    listenToMuch();
    std::set<std::string> played;
    for (int artist = 0; artist <= 12; ++artist) {
        for (int number = 0; number < 5; ++number) played.insert(pathOf(artist, number));
    }
    const MixAnswer answer = mixed("unheard");
    ASSERT_EQ(answer.lists.size(), 1U);
    for (const TrackAnswer &track : answer.lists[0].tracks) {
        EXPECT_TRUE(track.why.starts_with("like Artist ")) << track.why;
        EXPECT_FALSE(played.contains(track.track.path)) << track.track.path;
    }
}

TEST_F(MixesTest, SongsLikeAnArtistBeginWithOneOfTheirs)
{
    listenToMuch();
    const MixAnswer answer = mixed("top-artists", {.kind = {}, .settings = {{"days", "30"}}});
    ASSERT_EQ(answer.lists.size(), 1U); // 60 plays of the twelfth
    EXPECT_EQ(answer.lists[0].title, "Songs like Artist 12");
    EXPECT_EQ(answer.lists[0].tracks.at(0).track.artist(), "Artist 12");
    EXPECT_EQ(answer.lists[0].tracks.size(), 20U);
    EXPECT_TRUE(std::ranges::none_of(answer.lists[0].tracks | std::views::drop(1), [](const TrackAnswer &track) { return track.track.artist() == "Artist 12"; }));
    EXPECT_TRUE(mixed("top-artists", {.kind = {}, .settings = {{"plays", "1000"}}}).nothing.contains("1000 plays; the most so far are"));
}

TEST_F(MixesTest, AMixIsKeptUntilSevenOfTheNextDay)
{
    listenToMuch();
    const MixAnswer first = mixed("top-artists", {.kind = {}, .now = local(11, 22, 12)});
    play(13, 1, 60, 1);
    const auto isKept = [&](UnixTime now) { return mixed("top-artists", {.kind = {}, .now = now}).madeAt == first.madeAt; };
    EXPECT_TRUE(isKept(local(11, 22, 23)));
    EXPECT_TRUE(isKept(local(11, 23, 6)));
    const MixAnswer kept = mixed("top-artists", {.kind = {}, .now = local(11, 23, 6)});
    ASSERT_EQ(kept.lists.size(), first.lists.size());
    for (std::size_t i = 0; i < kept.lists.size(); ++i) {
        EXPECT_EQ(kept.lists[i].title, first.lists[i].title);
        EXPECT_EQ(ids(kept.lists[i].tracks), ids(first.lists[i].tracks));
        EXPECT_EQ(kept.lists[i].tracks[1].why, first.lists[i].tracks[1].why);
        EXPECT_EQ(kept.lists[i].covers.size(), first.lists[i].covers.size());
    }
    // What is asked otherwise is made, and not kept.
    EXPECT_NE(mixed("top-artists", {.kind = {}, .count = 2, .now = local(11, 22, 13)}).lists.size(), first.lists.size());
    EXPECT_TRUE(isKept(local(11, 22, 14)));
    EXPECT_FALSE(isKept(local(11, 23, 7)));
    EXPECT_EQ(mixed("top-artists", {.kind = {}, .force = true, .now = local(11, 23, 8)}).madeAt, local(11, 23, 8));
    EXPECT_EQ(mixed("top-artists", {.kind = {}, .now = local(11, 23, 9)}).madeAt, local(11, 23, 8));
    // A clock that was wrong, a file that was damaged.
    EXPECT_EQ(mixed("top-artists", {.kind = {}, .now = local(11, 22, 9)}).madeAt, local(11, 22, 9));
    must(writeAtomically(m_home.cache + "/mixes/top-artists.json", "{\"format\":1,\"made"));
    EXPECT_EQ(mixed("top-artists", {.kind = {}, .now = local(11, 22, 10)}).madeAt, local(11, 22, 10));
}

TEST_F(MixesTest, WhatWasJustLovedIsNotKeptFrom)
{
    say(1, 1, Feeling::Love, 3);
    EXPECT_EQ(mixed("loved").lists.at(0).tracks.size(), 1U);
    say(2, 2, Feeling::Love, 1);
    EXPECT_EQ(mixed("loved").lists.at(0).tracks.size(), 2U);
}

TEST_F(MixesTest, TheBackgroundMakesWhatIsNotOfToday)
{
    EXPECT_FALSE(must(refreshMixes(answers(), {}, kNow))); // there is nothing yet
    listenToMuch();
    EXPECT_TRUE(must(refreshMixes(answers(), {}, kNow)));
    EXPECT_FALSE(must(refreshMixes(answers(), {}, UnixTime{kNow.count() + 3'600})));
    EXPECT_EQ(mixed("fingerprint", {.kind = {}, .now = UnixTime{kNow.count() + 60}}).madeAt, kNow);
    EXPECT_TRUE(must(refreshMixes(answers(), {}, UnixTime{kNow.count() + kDay})));
    const auto all = must(mixes(answers(), {}, UnixTime{kNow.count() + kDay + 60}));
    EXPECT_EQ(all.size(), describeMixes().size());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(mixes(answers(), stop.get_token()).error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace taraf::answer
