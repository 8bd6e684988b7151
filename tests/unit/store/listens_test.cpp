#include "library_fixture.h"
#include "taraf/store/listens.h"

#include <algorithm>

namespace taraf::store::test {
namespace {

using std::chrono::seconds;

class ListensTest : public LibraryTest
{
protected:
    HeardId song(const std::string &title, const std::string &album = {})
    {
        return must(m_listens.addSong({.id = {}, .artist = "A", .title = title, .album = album, .recordingId = {}, .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = 7, .recording = {}}));
    }
    ListenRow row(HeardId heard, std::int64_t at, ListenerId listener = kSelf) { return {.listener = listener, .at = UnixTime{at}, .heard = heard, .source = m_source, .played = Milliseconds{60'000}}; }
    std::vector<std::int64_t> times(Heed which, ListenerId listener = {})
    {
        std::vector<std::int64_t> all;
        must(m_listens.each(which, listener, [&](const ListenRow &each) { all.push_back(each.at.count()); }));
        return all;
    }
    using Times = std::vector<std::int64_t>;

    Listens m_listens{m_library};
    SourceId m_source = must(m_listens.source("test"));
};

TEST_F(ListensTest, TheSameOnesAgainChangeNothing)
{
    const ListenerId other = must(m_listens.listener("other"));
    EXPECT_EQ(must(m_listens.listener("other")), other);
    EXPECT_EQ(must(m_listens.listener("")), kSelf);
    const HeardId a = song("a");
    EXPECT_EQ(song("a"), a) << "a song once, by its names";
    EXPECT_NE(song("a", "album"), a);
    const std::vector<ListenRow> rows{row(a, 300), row(a, 100), row(a, 100, other), row(song("b"), 100)};
    EXPECT_EQ(must(m_listens.add(Heed::Listens, rows)), 4U);
    EXPECT_EQ(must(m_listens.add(Heed::Listens, rows)), 0U);
    EXPECT_EQ(times(Heed::Listens, kSelf), (Times{100, 100, 300}));
    EXPECT_EQ(times(Heed::Listens), (Times{100, 100, 300, 100})) << "by listener, then time";
    EXPECT_EQ(must(m_listens.count(Heed::Skips)), 0U);
}

TEST_F(ListensTest, ManyAtOnceAreCountedAsOneByOne)
{
    const HeardId a = song("a");
    const ListenerId other = must(m_listens.listener("other"));
    std::vector<ListenRow> rows;
    for (int at = 1; at <= 75; ++at) rows.push_back(row(a, at));
    for (int at = 1; at <= 70; ++at) rows.push_back(row(a, at, other));
    must(m_listens.add(Heed::Listens, std::vector{rows[0], rows[40], rows[74], rows[75], rows[144]}));
    EXPECT_EQ(must(m_listens.add(Heed::Listens, rows)), rows.size() - 5);
    EXPECT_EQ(times(Heed::Listens, kSelf).size(), 75U);
    EXPECT_EQ(times(Heed::Listens, other).size(), 70U);
    EXPECT_EQ(must(m_listens.add(Heed::Listens, rows)), 0U);
    rows[50].at = UnixTime{0};
    EXPECT_EQ(m_listens.add(Heed::Listens, rows).error().code, ErrorCode::Database) << "no such time";
}

TEST_F(ListensTest, WhatARowPointsToIsLookedUpUnlessTrusted)
{
    const HeardId none(std::int64_t{4711});
    EXPECT_FALSE(m_listens.add(Heed::Listens, std::vector{row(none, 1)}));
    {
        auto transaction = must(Transaction::begin(m_library));
        EXPECT_EQ(m_listens.trustIds().error().code, ErrorCode::InvalidArgument);
    }
    must(m_listens.trustIds());
    EXPECT_EQ(must(m_listens.add(Heed::Listens, std::vector{row(song("a"), 1), row(none, 2)})), 2U);
}

TEST_F(ListensTest, OnePlayToldTwiceIsOne)
{
    const HeardId a = song("a");
    EXPECT_TRUE(must(m_listens.record(row(a, 1000), Heed::Skips, seconds(20))));
    EXPECT_FALSE(must(m_listens.record(row(a, 1012), Heed::Listens, seconds(20)))) << "it was no skip after all";
    EXPECT_EQ(times(Heed::Skips), Times{});
    EXPECT_EQ(times(Heed::Listens), Times{1012});
    ListenRow longer = row(a, 1010);
    longer.played = Milliseconds{200'000};
    EXPECT_FALSE(must(m_listens.record(longer, Heed::Listens, seconds(20))));
    EXPECT_FALSE(must(m_listens.record(row(a, 1015), Heed::Skips, seconds(20)))) << "nor is it one later";
    must(m_listens.each(Heed::Listens, kSelf, [&](const ListenRow &each) { EXPECT_EQ(each.played, Milliseconds{200'000}); }));
    EXPECT_TRUE(must(m_listens.record(row(a, 1200), Heed::Listens, seconds(20)))) << "played again";
    EXPECT_TRUE(must(m_listens.record(row(song("b"), 1010), Heed::Listens, seconds(20)))) << "another song";
}

TEST_F(ListensTest, ASongIsMatchedToARecordingAndCountsAsPlayed)
{
    add("/music/a.mp3");
    const RecordingId recording = must(m_library.trackByPath("/music/a.mp3"))->recording;
    const HeardId a = song("a");
    must(m_listens.add(Heed::Listens, std::vector{row(a, 1000)}));
    EXPECT_TRUE(must(m_library.playedSince(UnixTime{0})).empty());
    must(m_listens.match(a, recording, MatchedBy::Names));
    EXPECT_EQ(must(m_library.playedSince(UnixTime{0})), std::vector{recording});
    EXPECT_TRUE(must(m_library.playedSince(UnixTime{1001})).empty());
    must(m_listens.eachSong([&](const HeardSong &each) {
        EXPECT_EQ(each.recording, recording);
        EXPECT_EQ(each.matchedBy, MatchedBy::Names);
        EXPECT_EQ(each.matchKey, 7);
    }));
    std::vector<HeardId> some;
    must(m_listens.eachSong(std::vector{HeardId(99), a}, [&](const HeardSong &each) { some.push_back(each.id); }));
    EXPECT_EQ(some, std::vector{a});
    EXPECT_EQ(m_listens.match(HeardId(99), recording, MatchedBy::Id).error().code, ErrorCode::NotFound);
}

TEST_F(ListensTest, WhatWasSaidByNameIsPassedOnOnceItIsKnown)
{
    add("/music/a.mp3");
    const RecordingId recording = must(m_library.trackByPath("/music/a.mp3"))->recording;
    const HeardId a = song("a");
    EXPECT_TRUE(must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.rating = 10}, UnixTime{50})));
    EXPECT_FALSE(must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.rating = 10}, UnixTime{50})));
    EXPECT_FALSE(must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.rating = 2}, UnixTime{40}))) << "an older word";
    must(m_listens.passOnOpinions());
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->opinion.rating, 0);
    must(m_listens.match(a, recording, MatchedBy::Names));
    must(m_listens.passOnOpinions());
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->opinion.rating, 10);
    must(m_library.setOpinion({.of = OpinionOf::Track, .recording = recording, .album = {}, .artist = {}, .name = {}}, {.rating = 4}, UnixTime{60}));
    must(m_listens.passOnOpinions());
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->opinion.rating, 4) << "the person's own later word stays";
}

TEST_F(ListensTest, OfOneSourceTheGreaterCountStays)
{
    const CountRow first{.listener = kSelf, .heard = song("a"), .source = m_source, .plays = 5, .skips = 1, .lastPlayed = UnixTime{100}};
    CountRow less = first, more = first;
    less.plays = 3;
    more.plays = 6;
    EXPECT_EQ(must(m_listens.addCounts(std::vector{first})), 1U);
    EXPECT_EQ(must(m_listens.addCounts(std::vector{less, first})), 0U);
    EXPECT_EQ(must(m_listens.addCounts(std::vector{more})), 1U);
}

TEST_F(ListensTest, OwnPlaysComeSongBySongAndInTheOrderOfTime)
{
    add("/music/a.mp3");
    add("/music/b.mp3");
    const RecordingId a = must(m_library.trackByPath("/music/a.mp3"))->recording, b = must(m_library.trackByPath("/music/b.mp3"))->recording;
    const HeardId one = song("a"), two = song("b"), same = song("a", "elsewhere"), stranger = song("c");
    must(m_listens.match(one, a, MatchedBy::Names));
    must(m_listens.match(two, b, MatchedBy::Names));
    must(m_listens.match(same, a, MatchedBy::Names));
    const ListenerId other = must(m_listens.listener("other"));
    must(m_listens.add(Heed::Listens, std::vector{row(one, 300), row(one, 100), row(two, 200), row(same, 50), row(stranger, 10), row(one, 20, other)}));
    std::vector<std::pair<RecordingId, std::int64_t>> plays;
    must(m_listens.eachOwnPlay([&](RecordingId recording, UnixTime at) { plays.emplace_back(recording, at.count()); }));
    EXPECT_EQ(plays, (std::vector<std::pair<RecordingId, std::int64_t>>{{a, 100}, {a, 300}, {b, 200}, {a, 50}}));
}

TEST_F(ListensTest, CountsOfOneSongAreTheSamePlaysAndOfTwoAreNot)
{
    add("/music/a.mp3");
    const RecordingId a = must(m_library.trackByPath("/music/a.mp3"))->recording;
    const HeardId one = song("a"), same = song("a", "elsewhere");
    const SourceId another = must(m_listens.source("another"));
    must(m_listens.match(one, a, MatchedBy::Names));
    must(m_listens.match(same, a, MatchedBy::Names));
    must(m_listens.addCounts(std::vector<CountRow>{{.listener = kSelf, .heard = one, .source = m_source, .plays = 5, .skips = 0, .lastPlayed = UnixTime{100}},
                                                   {.listener = kSelf, .heard = one, .source = another, .plays = 7, .skips = 0, .lastPlayed = UnixTime{90}},
                                                   {.listener = kSelf, .heard = same, .source = another, .plays = 2, .skips = 0, .lastPlayed = UnixTime{0}},
                                                   {.listener = kSelf, .heard = song("c"), .source = another, .plays = 9, .skips = 0, .lastPlayed = UnixTime{0}}}));
    const auto counts = must(m_listens.ownCounts());
    ASSERT_EQ(counts.size(), 1U);
    EXPECT_EQ(counts[0].recording, a);
    EXPECT_EQ(counts[0].plays, 9U);
    EXPECT_EQ(counts[0].lastPlayed, UnixTime{100});
}

TEST_F(ListensTest, WhatCanBePlayedCameAtSomeTime)
{
    add("/music/a.mp3");
    newRecording(); // without a file
    std::vector<std::pair<RecordingId, UnixTime>> came;
    must(m_listens.eachArrival([&](RecordingId recording, UnixTime at) { came.emplace_back(recording, at); }));
    EXPECT_EQ(came, (std::vector<std::pair<RecordingId, UnixTime>>{{must(m_library.trackByPath("/music/a.mp3"))->recording, kNow}}));
}

} // namespace
} // namespace taraf::store::test
