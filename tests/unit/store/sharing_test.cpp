#include "library_fixture.h"
#include "taraf/store/sharing.h"

#include <algorithm>

namespace taraf::store::test {
namespace {

using std::chrono::seconds;

class SharingTest : public LibraryTest
{
protected:
    HeardId song(const std::string &title)
    {
        return must(m_listens.addSong({.id = {}, .artist = "A", .title = title, .album = {}, .recordingId = {}, .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = 7, .recording = {}}));
    }
    ListenRow row(HeardId heard, std::int64_t at, ListenerId listener = kSelf) { return {.listener = listener, .at = UnixTime{at}, .heard = heard, .source = m_source, .played = Milliseconds{60'000}}; }
    void begin(std::int64_t device = 77)
    {
        auto transaction = must(Transaction::begin(m_library));
        must(m_sharing.begin(device));
        must(transaction.commit());
    }
    std::vector<Waiting> waiting() { return must(m_sharing.waiting(0, 1000)); }
    void tellAll()
    {
        const auto all = waiting();
        if (!all.empty()) must(m_sharing.told(0, all.back().seq, {}));
    }

    Listens m_listens{m_library};
    Sharing m_sharing{m_library};
    SourceId m_source = must(m_listens.source("test"));
};

TEST_F(SharingTest, WhileItIsOffNothingWaits)
{
    EXPECT_FALSE(must(m_sharing.state()));
    must(m_listens.add(Heed::Listens, std::vector{row(song("a"), 100)}));
    EXPECT_TRUE(waiting().empty());
    EXPECT_EQ(outside(m_path, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'share%'"), "0") << "so that an import is as fast as ever";
    begin();
    must(m_sharing.end());
    EXPECT_EQ(outside(m_path, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'share%'"), "0");
    must(m_listens.add(Heed::Listens, std::vector{row(song("a"), 200)}));
    EXPECT_EQ(outside(m_path, "SELECT count(*) FROM outbox"), "0");
}

TEST_F(SharingTest, WhatIsThereAndWhatComesWaitsUntilItIsTold)
{
    const HeardId a = song("a");
    const ListenerId other = must(m_listens.listener("other"));
    must(m_listens.add(Heed::Listens, std::vector{row(a, 100), row(a, 100, other)}));
    begin();
    EXPECT_EQ(must(m_sharing.state())->device, 77);
    must(m_listens.add(Heed::Listens, std::vector{row(a, 100), row(a, 200), row(a, 200, other)}));
    must(m_listens.add(Heed::Skips, std::vector{row(a, 300)}));
    auto all = waiting();
    ASSERT_EQ(all.size(), 3U) << "other people's listens never go";
    EXPECT_EQ(all[0].at, UnixTime{100});
    EXPECT_EQ(all[1].at, UnixTime{200});
    EXPECT_EQ(all[2].play, Heed::Skips);
    EXPECT_EQ(all[0].source, "test");
    EXPECT_EQ(all[0].played, Milliseconds{60'000});

    // Refused ones, and those that change while the answer is on its way, wait on.
    ListenRow longer = row(a, 100);
    longer.played = Milliseconds{90'000};
    EXPECT_FALSE(must(m_listens.record(longer, Heed::Listens, seconds(20))));
    must(m_sharing.told(0, all[2].seq, std::vector{all[1].seq}));
    all = waiting();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].at, UnixTime{200});
    EXPECT_EQ(all[1].played, Milliseconds{90'000});
    EXPECT_EQ(must(m_sharing.waits()).listens, 2U);
}

TEST_F(SharingTest, WhatIsGoneStaysGone)
{
    const HeardId a = song("a");
    EXPECT_TRUE(must(m_listens.record(row(a, 1000), Heed::Skips, seconds(20))));
    begin();
    tellAll();
    EXPECT_FALSE(must(m_listens.record(row(a, 1005), Heed::Listens, seconds(20)))) << "it was a listen after all";
    auto all = waiting();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all[0].isGone);
    EXPECT_EQ(all[0].play, Heed::Skips);
    EXPECT_FALSE(all[1].isGone);
    tellAll();
    // Neither another device nor an import brings it back.
    must(m_sharing.beginTaking());
    EXPECT_FALSE(must(m_sharing.takePlay(Heed::Skips, row(a, 1000), false)));
    must(m_sharing.endTaking());
    must(m_listens.add(Heed::Skips, std::vector{row(a, 1000)}));
    all = waiting();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_TRUE(all[0].isGone);
    begin(78);
    EXPECT_EQ(std::ranges::count(waiting(), true, &Waiting::isGone), 1) << "it is told again when everything is";
}

TEST_F(SharingTest, WhatIsTakenIsNoNews)
{
    const HeardId a = song("a");
    begin();
    must(m_sharing.beginTaking());
    EXPECT_TRUE(must(m_sharing.takePlay(Heed::Listens, row(a, 100), false)));
    EXPECT_FALSE(must(m_sharing.takePlay(Heed::Listens, row(a, 100), false)));
    ListenRow longer = row(a, 100);
    longer.played = Milliseconds{90'000};
    EXPECT_TRUE(must(m_sharing.takePlay(Heed::Listens, longer, false)));
    EXPECT_FALSE(must(m_sharing.takePlay(Heed::Listens, row(a, 100), false))) << "the longer one stays";
    EXPECT_TRUE(must(m_sharing.takePlay(Heed::Listens, row(a, 200), false)));
    EXPECT_TRUE(must(m_sharing.takePlay(Heed::Listens, row(a, 200), true)));
    EXPECT_FALSE(must(m_sharing.takePlay(Heed::Listens, row(a, 300), true))) << "nothing was there";
    EXPECT_TRUE(must(m_sharing.takeOpinion(kSelf, OpinionOf::Track, a, {.rating = 8}, UnixTime{50}, 5)));
    must(m_sharing.endTaking());
    EXPECT_TRUE(waiting().empty());
    must(m_listens.add(Heed::Listens, std::vector{row(a, 300)}));
    EXPECT_TRUE(waiting()[0].isGone) << "which counts also for what had not been here";
    std::vector<std::int64_t> lengths;
    must(m_listens.each(Heed::Listens, kSelf, [&](const ListenRow &each) { lengths.push_back(each.played.count()); }));
    EXPECT_EQ(lengths[0], 90'000);
}

TEST_F(SharingTest, TheLaterWordCountsWhateverTheClocksSay)
{
    add("/music/a.mp3");
    const RecordingId recording = must(m_library.trackByPath("/music/a.mp3"))->recording;
    const OpinionSubject about{.of = OpinionOf::Track, .recording = recording, .album = {}, .artist = {}, .name = "A – a"};
    const HeardId a = song("a");
    must(m_listens.match(a, recording, MatchedBy::Names));
    begin();
    // From a device whose clock is ahead.
    EXPECT_TRUE(must(m_sharing.takeOpinion(kSelf, OpinionOf::Track, a, {.rating = 8}, UnixTime{5000}, 5)));
    EXPECT_FALSE(must(m_sharing.takeOpinion(kSelf, OpinionOf::Track, a, {.rating = 2}, UnixTime{5000}, 4))) << "of one time the higher device's counts";
    must(m_listens.passOnOpinions());
    EXPECT_TRUE(must(m_sharing.said()).empty()) << "it came from elsewhere";
    begin(78);
    ASSERT_EQ(must(m_sharing.said()).size(), 1U);
    EXPECT_TRUE(must(m_sharing.said())[0].isKnown) << "also when everything is told anew";
    must(m_library.setOpinion(about, {.rating = 4}, UnixTime{1000}));
    auto said = must(m_sharing.said());
    ASSERT_EQ(said.size(), 1U);
    EXPECT_FALSE(said[0].isKnown);
    EXPECT_EQ(said[0].changedAt, UnixTime{5001}) << "who has heard a word answers it later";
    must(m_listens.passOnOpinions());
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->opinion.rating, 4);
    must(m_sharing.takeOpinion(kSelf, OpinionOf::Track, a, said[0].opinion, said[0].changedAt, 77));
    must(m_sharing.named(said[0].seq));
    EXPECT_TRUE(must(m_sharing.said()).empty());
    const auto all = waiting();
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(all.back().opinion.rating, 4);
    EXPECT_EQ(all.back().device, 77);
}

TEST_F(SharingTest, WhatWasImportedIsThisDevicesAndSettledOnceShared)
{
    const HeardId a = song("a");
    EXPECT_TRUE(must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.rating = 6}, UnixTime{0})));
    EXPECT_TRUE(must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.rating = 8}, UnixTime{0})));
    begin();
    must(m_sharing.sign(77));
    ASSERT_EQ(waiting().size(), 1U);
    EXPECT_EQ(waiting()[0].device, 77);
    EXPECT_FALSE(must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.rating = 2}, UnixTime{0}))) << "the devices have agreed on the other";
    EXPECT_TRUE(must(m_listens.addOpinion(kSelf, OpinionOf::Track, a, {.rating = 2}, UnixTime{9})));
}

TEST_F(SharingTest, OfAlbumsAndArtistsToo)
{
    const AlbumId album = must(m_library.saveAlbum("key", "Title", "Artist"));
    begin();
    must(m_sharing.passOn({.of = OpinionOf::Album, .recording = {}, .album = album, .artist = {}, .name = "Artist – Title"}, {.rating = 10}, UnixTime{50}));
    must(m_sharing.passOn({.of = OpinionOf::Album, .recording = {}, .album = album, .artist = {}, .name = "Artist – Title"}, {.rating = 2}, UnixTime{40}));
    must(m_sharing.passOn({.of = OpinionOf::Artist, .recording = {}, .album = {}, .artist = "artist", .name = "Artist"}, {.feeling = Feeling::Hate}, UnixTime{50}));
    EXPECT_TRUE(must(m_sharing.said()).empty());
    begin(78);
    const auto said = must(m_sharing.said());
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[0].opinion.rating, 10);
    EXPECT_EQ(said[0].title, "Title");
    EXPECT_EQ(said[1].opinion.feeling, Feeling::Hate);
    EXPECT_EQ(said[1].about.name, "Artist");
}

TEST_F(SharingTest, AStrangersSongTakesNoOthersPlace)
{
    HeardSong wrong{.id = {}, .artist = "B", .title = "b", .album = {}, .recordingId = {}, .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = 1, .recording = {}};
    const std::int64_t place = Listens::fingerprint("A", "a", "", "");
    EXPECT_EQ(m_sharing.takeSong(wrong, place, false).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(must(m_sharing.songWith(place)), std::nullopt);
    const HeardId own = must(m_sharing.takeSong(wrong, place, true));
    EXPECT_EQ(must(m_sharing.takeSong(wrong, place, true)), own);
    EXPECT_EQ(must(m_sharing.songWith(place)), own);
}

} // namespace
} // namespace taraf::store::test
