#include "library_fixture.h"

namespace taraf::store {
namespace {

using test::kNow;
using test::must;

class RadiosTest : public test::LibraryTest
{
protected:
    std::vector<RadioTrackRecord> tracks(std::size_t count)
    {
        std::vector<RadioTrackRecord> out;
        for (std::size_t i = 0; i < count; ++i) out.push_back({.recording = newRecording(), .state = RadioState::Given, .toldAt = UnixTime{0}, .why = "why " + std::to_string(i)});
        return out;
    }
    static UnixTime later(int seconds) { return kNow + UnixTime{seconds}; }
};

TEST_F(RadiosTest, GivesInPartsAndRemembersTheOrder)
{
    const RadioId id = must(m_library.addRadio("Radio from \"A\"", R"({"seeds":[]})", kNow));
    const auto first = tracks(3);
    const auto second = tracks(2);
    must(m_library.addRadioTracks(id, 0, first, later(1)));
    must(m_library.addRadioTracks(id, 3, second, later(2)));
    const auto all = must(m_library.radioTracks(id));
    ASSERT_EQ(all.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        const RadioTrackRecord &expected = i < 3 ? first[i] : second[i - 3];
        EXPECT_EQ(all[i].recording, expected.recording);
        EXPECT_EQ(all[i].why, expected.why);
        EXPECT_EQ(all[i].state, RadioState::Given);
    }
    const RadioRecord radio = must(m_library.radio(id));
    EXPECT_EQ(radio.title, "Radio from \"A\"");
    EXPECT_EQ(radio.question, R"({"seeds":[]})");
    EXPECT_EQ(radio.startedAt, kNow);
    EXPECT_EQ(radio.changedAt, later(2));
    EXPECT_EQ(radio.tracks, 5U);
}

TEST_F(RadiosTest, WhoDoesNotKnowOfTheLastOnesAddsNothing)
{
    const RadioId id = must(m_library.addRadio("r", "{}", kNow));
    must(m_library.addRadioTracks(id, 0, tracks(2), kNow));
    const auto refused = m_library.addRadioTracks(id, 0, tracks(1), later(1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Busy);
    EXPECT_EQ(must(m_library.radioTracks(id)).size(), 2U);
    EXPECT_EQ(must(m_library.radio(id)).changedAt, kNow);
    auto strangers = tracks(1);
    strangers.push_back({.recording = RecordingId(9'999), .state = RadioState::Given, .toldAt = UnixTime{0}, .why = {}});
    EXPECT_EQ(m_library.addRadioTracks(id, 2, strangers, kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(must(m_library.radioTracks(id)).size(), 2U) << "all or nothing";
}

TEST_F(RadiosTest, StatesAndWhatWasPlayed)
{
    const RadioId one = must(m_library.addRadio("one", "{}", kNow));
    const RadioId two = must(m_library.addRadio("two", "{}", kNow));
    const auto given = tracks(4);
    must(m_library.addRadioTracks(one, 0, given, kNow));
    must(m_library.addRadioTracks(two, 0, std::span(given).first(1), kNow));
    must(m_library.tellRadio(one, given[0].recording, RadioState::Played, later(10)));
    must(m_library.tellRadio(two, given[0].recording, RadioState::Played, later(30)));
    must(m_library.tellRadio(one, given[1].recording, RadioState::Played, later(20)));
    must(m_library.tellRadio(one, given[2].recording, RadioState::Skipped, later(20)));
    EXPECT_EQ(must(m_library.playedSince(UnixTime{0})), (std::vector{given[0].recording, given[1].recording})) << "each once";
    EXPECT_EQ(must(m_library.playedSince(later(21))), std::vector{given[0].recording});
    EXPECT_TRUE(must(m_library.playedSince(later(31))).empty());
    must(m_library.tellRadio(one, given[1].recording, RadioState::Given, later(40)));
    EXPECT_EQ(must(m_library.playedSince(UnixTime{0})), std::vector{given[0].recording}) << "the last word counts";
    const auto all = must(m_library.radioTracks(one));
    EXPECT_EQ(all[1].toldAt, UnixTime{0});
    EXPECT_EQ(all[2].state, RadioState::Skipped);
    EXPECT_EQ(all[2].toldAt, later(20));
    EXPECT_EQ(m_library.tellRadio(two, given[1].recording, RadioState::Played, kNow).error().code, ErrorCode::NotFound);
    for (const RadioState state : kRadioStates) must(m_library.tellRadio(one, given[3].recording, state, kNow));
}

TEST_F(RadiosTest, TheLastOneChangedComesFirstAndGoesWithItsTracks)
{
    const RadioId one = must(m_library.addRadio("one", "{}", kNow));
    const RadioId two = must(m_library.addRadio("two", "{}", later(1)));
    must(m_library.addRadioTracks(one, 0, tracks(1), later(2)));
    auto all = must(m_library.radios());
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, one);
    EXPECT_EQ(all[0].tracks, 1U);
    must(m_library.removeRadio(one));
    EXPECT_EQ(test::outside(m_path, "SELECT count(*) FROM radio_tracks"), "0");
    all = must(m_library.radios());
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].id, two);
    for (const ErrorCode code : {m_library.removeRadio(one).error().code, m_library.radio(one).error().code, m_library.radioTracks(one).error().code,
                                 m_library.addRadioTracks(one, 0, {}, kNow).error().code, m_library.tellRadio(one, newRecording(), RadioState::Played, kNow).error().code}) {
        EXPECT_EQ(code, ErrorCode::NotFound);
    }
}

TEST_F(RadiosTest, ATransactionThatIsNotCommittedLeavesNoRadio)
{
    {
        auto transaction = must(Transaction::begin(m_library, Durability::UserFact));
        const RadioId id = must(m_library.addRadio("r", "{}", kNow));
        must(m_library.addRadioTracks(id, 0, tracks(2), kNow));
    }
    EXPECT_TRUE(must(m_library.radios()).empty());
}

} // namespace
} // namespace taraf::store
