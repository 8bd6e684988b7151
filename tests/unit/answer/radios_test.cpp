#include "small_library.h"
#include "taraf/answer/radios.h"

#include <algorithm>
#include <thread>

namespace taraf::answer {
namespace {

using test::ids;
using test::must;

class RadiosTest : public test::SmallLibrary
{
protected:
    [[nodiscard]] RadioQuestion question(std::size_t length) const { return {.seeds = {must(answers().find(pathOf(3, 2)))}, .length = length, .seed = 5}; }
};

TEST_F(RadiosTest, GoesOnAcrossProcessesAsIfAskedAtOnce)
{
    const auto whole = ids(must(answers().radio(question(30))).tracks);
    ASSERT_EQ(whole.size(), 30U);
    const RadioPart first = must(startRadio(answers(), question(10)));
    auto parts = ids(first.answer.tracks);
    for (const std::size_t count : {7U, 13U}) {
        // Nothing is kept but what is in the library.
        for (const RecordingId id : ids(must(continueRadio(answers(), first.id, count)).answer.tracks)) parts.push_back(id);
    }
    EXPECT_EQ(parts, whole);
    const auto kept = must(radioTracks(m_home, first.id));
    ASSERT_EQ(kept.size(), 30U);
    for (std::size_t i = 0; i < 30; ++i) {
        EXPECT_EQ(kept[i].answer.track.recording, whole[i]);
        EXPECT_FALSE(kept[i].answer.track.path.empty() || kept[i].answer.why.empty());
    }
}

TEST_F(RadiosTest, TheQuestionIsKeptWhole)
{
    RadioQuestion asked = question(3);
    asked.seed = 18'446'744'073'709'551'615U;
    asked.focus = Focus::Mood;
    asked.rules = {{"per-artist", "1"}, {"excluded-genres", "christmas, ü"}};
    Seed stranger{.kind = Seed::Kind::Outside, .path = "/else/\xFFwhere.mp3", .label = "Jemand – Nirgends", .recordings = {}, .outside = {}, .heard = std::vector<float>(kVectorSize, 0.1F), .heardAs = {},
                  .part = Span{Seconds(1.5), Seconds(std::numeric_limits<double>::infinity())}, .focus = Focus::Genre};
    asked.seeds.push_back(stranger);
    const RadioId id = must(startRadio(answers(), asked)).id;
    const auto all = must(radios(m_home));
    ASSERT_EQ(all.size(), 1U);
    const RadioQuestion &kept = all[0].question;
    EXPECT_EQ(all[0].id, id);
    EXPECT_EQ(all[0].tracks, 3U);
    EXPECT_EQ(kept.seed, asked.seed);
    EXPECT_EQ(kept.focus, asked.focus);
    EXPECT_EQ(kept.rules, asked.rules);
    ASSERT_EQ(kept.seeds.size(), 2U);
    EXPECT_EQ(kept.seeds[0].recordings, asked.seeds[0].recordings);
    EXPECT_EQ(kept.seeds[1].path, stranger.path);
    EXPECT_EQ(kept.seeds[1].label, stranger.label);
    EXPECT_EQ(kept.seeds[1].heard, stranger.heard);
    EXPECT_EQ(kept.seeds[1].part, stranger.part);
    EXPECT_EQ(kept.seeds[1].focus, stranger.focus);
    EXPECT_EQ(must(continueRadio(answers(), id, 4)).answer.tracks.size(), 4U);
}

TEST_F(RadiosTest, WhatItIsToldIsHeededAndWhatWasPlayedIsKnown)
{
    const RadioPart part = must(startRadio(answers(), question(6)));
    const auto given = ids(part.answer.tracks);
    must(tellRadio(m_home, part.id, given[0], RadioState::Played));
    must(tellRadio(m_home, part.id, given[1], RadioState::Rejected));
    EXPECT_EQ(tellRadio(m_home, part.id, RecordingId(99'999), RadioState::Played).error().code, ErrorCode::NotFound);
    const auto more = must(continueRadio(answers(), part.id, 120)).answer.tracks;
    for (const TrackAnswer &track : more) EXPECT_NE(track.track.artist(), part.answer.tracks[1].track.artist());
    EXPECT_GT(more.size(), 100U);

    // Another radio knows what was played here.
    RadioQuestion another = question(10);
    another.rules = {{"repeat-window", "1"}};
    const auto fresh = ids(must(answers().radio(another)).tracks);
    EXPECT_EQ(std::ranges::count(fresh, given[0]), 0);
    EXPECT_EQ(std::ranges::count(ids(must(answers().radio(question(10))).tracks), given[0]), 1) << "without a window it comes again";
}

TEST_F(RadiosTest, TwoWhoGoOnAtOnceGetDifferentTracks)
{
    const RadioId id = must(startRadio(answers(), question(2))).id;
    std::vector<std::jthread> askers;
    std::atomic<int> given{0};
    for (int i = 0; i < 2; ++i) {
        askers.emplace_back([&] {
            for (int n = 0; n < 5; ++n) {
                if (const auto part = continueRadio(answers(), id, 3)) given += static_cast<int>(part->answer.tracks.size());
            }
        });
    }
    askers.clear();
    const auto all = must(radioTracks(m_home, id));
    std::set<RecordingId> seen;
    for (const RadioTrack &track : all) EXPECT_TRUE(seen.insert(track.answer.track.recording).second);
    EXPECT_EQ(all.size(), 2U + static_cast<std::size_t>(given));
    EXPECT_GE(given, 15) << "one of them at least was always served";
}

TEST_F(RadiosTest, WholeAlbumsGoOnInTheMiddle)
{
    RadioQuestion asked = question(20);
    asked.albums = true;
    const auto whole = ids(must(answers().radio(asked)).tracks);
    ASSERT_EQ(whole.size(), 20U);
    asked.length = 5;
    const RadioPart first = must(startRadio(answers(), asked));
    auto parts = ids(first.answer.tracks);
    for (int i = 0; i < 3; ++i) {
        for (const RecordingId id : ids(must(continueRadio(answers(), first.id, 5)).answer.tracks)) parts.push_back(id);
    }
    EXPECT_EQ(parts, whole);
    for (std::size_t i = 1; i < 8; ++i) EXPECT_EQ(whole[i].value(), whole[0].value() + static_cast<std::int64_t>(i)) << "disc by disc, track by track";
}

TEST_F(RadiosTest, WhatIsGoneOrDamagedIsSaid)
{
    const RadioId id = must(startRadio(answers(), question(2))).id;
    must(removeRadio(m_home, id));
    EXPECT_EQ(removeRadio(m_home, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(continueRadio(answers(), id, 2).error().code, ErrorCode::NotFound);
    auto library = must(store::Library::open(m_home.library(), store::Access::ReadWrite));
    for (const char *text : {"", "[]", "{}", R"({"focus":9,"seeds":[]})", R"({"focus":0,"seeds":[{"kind":7}]})", R"({"focus":0,"seeds":[{"kind":0,"heard":"AAAA"}]})"}) {
        const RadioId damaged = must(library.addRadio("Old one", text, UnixTime{1}));
        const auto refused = continueRadio(answers(), damaged, 2);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, ErrorCode::Corrupt);
        EXPECT_NE(refused.error().message.find("Old one"), std::string::npos);
        must(library.removeRadio(damaged));
    }
    const Home nowhere{.data = m_folder / "nowhere", .cache = m_folder / "nowhere/cache"};
    EXPECT_EQ(radios(nowhere).error().code, ErrorCode::NotFound);
    EXPECT_EQ(tellRadio(nowhere, id, RecordingId(1), RadioState::Played).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace taraf::answer
