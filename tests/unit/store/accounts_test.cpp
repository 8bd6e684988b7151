#include "library_fixture.h"
#include "taraf/store/accounts.h"

namespace taraf::store::test {
namespace {

using std::chrono::seconds;

class AccountsTest : public LibraryTest
{
protected:
    HeardId song(const std::string &title, const std::string &recordingId = {}, std::int64_t matchKey = 7)
    {
        return must(m_listens.addSong({.id = {}, .artist = "A", .title = title, .album = {}, .recordingId = recordingId, .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = matchKey,
                                       .recording = {}}));
    }
    void listen(HeardId heard, std::int64_t at, ListenerId listener = kSelf)
    {
        must(m_listens.add(Heed::Listens, std::vector{ListenRow{.listener = listener, .at = UnixTime{at}, .heard = heard, .source = m_source, .played = Milliseconds{0}}}));
    }
    std::vector<std::int64_t> unmarked(std::int64_t from = 0)
    {
        std::vector<std::int64_t> all;
        must(m_accounts.eachUnmarked(m_account, UnixTime{from}, [&](const ListenRow &row) { all.push_back(row.at.count()); return true; }));
        return all;
    }
    using Times = std::vector<std::int64_t>;

    Listens m_listens{m_library};
    Accounts m_accounts{m_library};
    SourceId m_source = must(m_listens.source("test"));
    AccountId m_account = must(m_accounts.account("https://a", "me"));
};

TEST_F(AccountsTest, EachServerAndUserIsOne)
{
    EXPECT_EQ(must(m_accounts.account("https://a", "me")), m_account);
    EXPECT_NE(must(m_accounts.account("https://b", "me")), m_account);
    EXPECT_EQ(must(m_accounts.newest(m_account)), UnixTime{0});
    must(m_accounts.setNewest(m_account, UnixTime{50}));
    must(m_accounts.setNewest(m_account, UnixTime{40}));
    EXPECT_EQ(must(m_accounts.newest(m_account)), UnixTime{50});
    const std::vector gaps{Gap{UnixTime{60}, UnixTime{INT64_MAX}}, Gap{UnixTime{5}, UnixTime{20}}};
    must(m_accounts.setGaps(m_account, gaps));
    must(m_accounts.setGaps(m_account, gaps));
    EXPECT_EQ(must(m_accounts.gaps(m_account)), gaps);
}

TEST_F(AccountsTest, WhatLacksAMarkIsToBeSent)
{
    const HeardId a = song("a"), b = song("b");
    listen(a, 100);
    listen(b, 100);
    listen(a, 300);
    listen(a, 200, must(m_listens.listener("other")));
    EXPECT_EQ(unmarked(), (Times{100, 100, 300}));
    must(m_accounts.mark(m_account, UnixTime{100}, a));
    must(m_accounts.mark(m_account, UnixTime{300}, a, "too long"));
    EXPECT_EQ(unmarked(), Times{100});
    EXPECT_EQ(unmarked(101), Times{});
    EXPECT_EQ(must(m_accounts.marked(m_account)), 1U);
    const auto refusals = must(m_accounts.refusals(m_account));
    ASSERT_EQ(refusals.size(), 1U);
    EXPECT_EQ(refusals[0].at, UnixTime{300});
    EXPECT_EQ(refusals[0].reason, "too long");
    must(m_accounts.forgetRefusals(m_account));
    EXPECT_EQ(unmarked(), (Times{100, 300}));
    EXPECT_EQ(must(m_accounts.marked(must(m_accounts.account("https://b", "me")))), 0U);
}

TEST_F(AccountsTest, ListensBesideAnotherAreFoundByTheirNames)
{
    listen(song("a"), 100);
    listen(song("a", "id"), 110);
    listen(song("live", {}, 0), 95);
    listen(song("b", {}, 8), 100);
    EXPECT_EQ(must(m_accounts.near(kSelf, UnixTime{100}, 7, seconds(5))).size(), 2U) << "and one whose key nobody knows";
    EXPECT_EQ(must(m_accounts.near(kSelf, UnixTime{100}, 7, seconds(20))).size(), 3U);
    EXPECT_EQ(must(m_accounts.near(must(m_listens.listener("other")), UnixTime{100}, 7, seconds(20))).size(), 0U);
}

TEST_F(AccountsTest, FeelingsComeWithTheIdsOfWhatWasHeard)
{
    add("/music/a.mp3");
    const RecordingId recording = must(m_library.trackByPath("/music/a.mp3"))->recording;
    const HeardId plain = song("a"), known = song("a", "mbid");
    for (const HeardId each : {plain, known}) must(m_listens.match(each, recording, MatchedBy::Names));
    must(m_accounts.setMsid(plain, "msid"));
    must(m_accounts.setMsid(known, "msid"));
    EXPECT_EQ(must(m_accounts.heardByMsid("msid")), plain);
    EXPECT_FALSE(must(m_accounts.heardByMsid("other")).isValid());
    must(m_library.setOpinion({.of = OpinionOf::Track, .recording = recording, .album = {}, .artist = {}, .name = {}}, {.rating = 6, .feeling = Feeling::Love}, UnixTime{60}));
    const auto feelings = must(m_accounts.trackFeelings());
    ASSERT_EQ(feelings.size(), 1U);
    EXPECT_EQ(feelings[0].musicBrainzIds, std::vector<std::string>{"mbid"});
    EXPECT_EQ(feelings[0].msids, std::vector<std::string>{"msid"});
    EXPECT_EQ(feelings[0].opinion.feeling, Feeling::Love);

    must(m_accounts.setFeedback(m_account, {{"mbid", {.value = 1}}, {"gone", {.value = -1}}}));
    must(m_accounts.setFeedback(m_account, "gone", {}));
    must(m_accounts.setFeedback(m_account, "msid", {.value = -1, .isAgreed = true}));
    EXPECT_EQ(must(m_accounts.feedback(m_account)), (ScoresById{{"mbid", {.value = 1}}, {"msid", {.value = -1, .isAgreed = true}}}));
    must(m_accounts.setFeedback(m_account, {{"msid", {.value = -1}}}));
    EXPECT_EQ(must(m_accounts.feedback(m_account)), (ScoresById{{"msid", {.value = -1, .isAgreed = true}}})) << "what was agreed on stays so";
    must(m_accounts.setFeedback(m_account, {{"msid", {.value = 1}}}));
    EXPECT_EQ(must(m_accounts.feedback(m_account)), (ScoresById{{"msid", {.value = 1}}})) << "until it changes";
}

TEST_F(AccountsTest, ALoveFromElsewhereLeavesTheStars)
{
    add("/music/a.mp3");
    const RecordingId recording = must(m_library.trackByPath("/music/a.mp3"))->recording;
    const HeardId a = song("a", "mbid");
    must(m_listens.match(a, recording, MatchedBy::Id));
    must(m_library.setOpinion({.of = OpinionOf::Track, .recording = recording, .album = {}, .artist = {}, .name = {}}, {.rating = 8}, UnixTime{60}));
    must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.feeling = Feeling::Love}, UnixTime{70}));
    must(m_listens.passOnOpinions());
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->opinion, (Opinion{.rating = 8, .feeling = Feeling::Love}));
    must(m_accounts.setMsid(a, "msid"));
    must(m_accounts.setFeedback(m_account, "msid", {.value = 1}));
    must(m_accounts.takeBackFeeling(m_account, "mbid", UnixTime{75}));
    EXPECT_EQ(outside(m_path, "SELECT feeling || changed_at FROM named_opinions"), "love70") << "it still says so, by another id";
    must(m_accounts.setFeedback(m_account, "msid", {}));
    must(m_accounts.takeBackFeeling(m_account, "mbid", UnixTime{80}));
    EXPECT_EQ(outside(m_path, "SELECT feeling || changed_at FROM named_opinions"), "none80");
    must(m_accounts.takeBackFeeling(m_account, "mbid", UnixTime{90}));
    EXPECT_EQ(outside(m_path, "SELECT feeling || changed_at FROM named_opinions"), "none80");
}

} // namespace
} // namespace taraf::store::test
