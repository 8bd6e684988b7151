#include "radio_library.h"

#include <gtest/gtest.h>
#include <numeric>

namespace taraf::recommend {
namespace {

using namespace test;

/// Traits of a track with so much energy, by all that makes it.
Traits traitsWith(float energy) { return {-20 + 10 * energy, 0.3F + 0.2F * energy, energy, 0}; }

/// 100 artists with two songs each. Songs of even ids have plays; energy goes up and down from id to id without regard to the sound.
class RadioTaste : public testing::Test
{
protected:
    RadioTaste()
    {
        for (Song &song : m_library.songs) {
            const std::int64_t id = song.recording.value();
            song.plays = id % 2 == 0 ? static_cast<std::uint64_t>(1 + id % 9) : 0;
            song.traits = traitsWith(static_cast<float>(id * 37 % 101) / 100.0F);
        }
    }
    [[nodiscard]] double share(const Radio &radio, auto which) const
    {
        const auto count = std::ranges::count_if(radio.picks, [&](const RadioPick &pick) { return which(m_library.songs[pick.index]); });
        return static_cast<double>(count) / static_cast<double>(radio.picks.size());
    }
    [[nodiscard]] double meanEnergy(const Radio &radio, std::size_t from, std::size_t to) const
    {
        double sum = 0;
        for (std::size_t i = from; i < to; ++i) sum += static_cast<double>((*m_library.songs[radio.picks[i].index].traits)[2]);
        return sum / static_cast<double>(to - from);
    }

    Library m_library{100, 2};
    RadioRequest m_asked = request(m_library.seed, 40);
};

TEST_F(RadioTaste, FamiliarityLeansToTheKnownOrTheUnheard)
{
    const auto isKnown = [](const Song &song) { return song.plays > 0; };
    m_asked.rules.familiarity = 1;
    const double known = share(radio(m_asked, m_library.songs, kCalibration), isKnown);
    m_asked.rules.familiarity = -1;
    const double unheard = share(radio(m_asked, m_library.songs, kCalibration), isKnown);
    m_asked.rules.familiarity = 0;
    const double middle = share(radio(m_asked, m_library.songs, kCalibration), isKnown);
    EXPECT_GT(known, middle + 0.2);
    EXPECT_LT(unheard, middle - 0.2);
}

TEST_F(RadioTaste, EnergyGoesUpAndDownAndStaysSteady)
{
    m_asked.rules.energy = Energy::Up;
    const Radio up = radio(m_asked, m_library.songs, kCalibration);
    EXPECT_LT(meanEnergy(up, 0, 8), 0.4);
    EXPECT_GT(meanEnergy(up, 25, 40), 0.65);
    m_asked.rules.energy = Energy::Down;
    const Radio down = radio(m_asked, m_library.songs, kCalibration);
    EXPECT_GT(meanEnergy(down, 0, 8), 0.6);
    EXPECT_LT(meanEnergy(down, 25, 40), 0.35);
    m_asked.rules.energy = Energy::Steady;
    m_asked.seeds[0].traits = traitsWith(0.2F);
    EXPECT_LT(meanEnergy(radio(m_asked, m_library.songs, kCalibration), 0, 30), 0.35);
    m_asked.seeds[0].traits = traitsWith(0.9F);
    EXPECT_GT(meanEnergy(radio(m_asked, m_library.songs, kCalibration), 0, 30), 0.7);
    // Of whom nothing is known, nothing is asked.
    for (Song &song : m_library.songs) song.traits.reset();
    EXPECT_EQ(radio(m_asked, m_library.songs, kCalibration).picks.size(), 40U);
}

TEST_F(RadioTaste, WhatStandsForAGenreMayComeAndASeedMayNot)
{
    m_asked.seeds.assign(m_library.songs.begin(), m_library.songs.begin() + 6);
    const auto isSeed = [](const Song &song) { return song.recording.value() <= 6; };
    EXPECT_EQ(share(radio(m_asked, m_library.songs, kCalibration), isSeed), 0);
    for (const Song &seed : m_asked.seeds) m_asked.mayCome.insert(seed.recording);
    const Radio list = radio(m_asked, m_library.songs, kCalibration);
    EXPECT_GT(share(list, isSeed), 0);
    for (const RadioPick &pick : list.picks) EXPECT_LT(pick.toSeed, 0.999F) << "none is its own seed";
}

TEST_F(RadioTaste, MinusPushesAwayWhatIsLikeIt)
{
    m_asked.rules.variety = 0;
    const Radio before = radio(m_asked, m_library.songs, kCalibration);
    const Song unwanted = m_library.songs[before.picks[0].index];
    m_asked.minus = {unwanted};
    const Radio after = radio(m_asked, m_library.songs, kCalibration);
    const auto likeness = [&](const Radio &list) {
        double sum = 0;
        for (const RadioPick &pick : list.picks) sum += static_cast<double>(cosine(unwanted.vector, m_library.songs[pick.index].vector, weights(Focus::Overall)));
        return sum;
    };
    EXPECT_LT(likeness(after), likeness(before));
    EXPECT_EQ(share(after, [&](const Song &song) { return song.recording == unwanted.recording; }), 0);
}

TEST_F(RadioTaste, YearsAreKeptToAndUnknownOnesAreNone)
{
    for (Song &song : m_library.songs) song.year = song.recording.value() % 3 == 0 ? 1994 : song.recording.value() % 3 == 1 ? 2004 : 0;
    m_asked.rules.years = {.first = 1990, .last = 1999};
    EXPECT_EQ(share(radio(m_asked, m_library.songs, kCalibration), [](const Song &song) { return song.year == 1994; }), 1);
}

TEST_F(RadioTaste, ASkipFades)
{
    m_asked.length = 4;
    m_asked.rules.variety = 0;
    const Radio first = radio(m_asked, m_library.songs, kCalibration);
    for (const RadioPick &pick : first.picks) m_asked.given.push_back({m_library.songs[pick.index], RadioState::Given});
    m_asked.given.back().state = RadioState::Skipped;
    m_asked.length = 60;
    m_asked.rules.perArtist = 0;
    const Radio rest = radio(m_asked, m_library.songs, kCalibration);
    const auto repelled = [&](std::size_t i) {
        const RadioTerms &terms = rest.picks[i].terms;
        const float alike = cosine(m_asked.given.back().song.vector, m_library.songs[rest.picks[i].index].vector, weights(Focus::Overall));
        return alike > 0.05F ? terms.skipped / alike : -1.0F; // how much a likeness of 1 would count
    };
    for (std::size_t i = 0; i < rest.picks.size(); ++i) {
        const float counts = repelled(i);
        if (counts <= -1) continue;
        EXPECT_NEAR(counts, -kSkippedRepels * std::exp2(-static_cast<float>(i + 1) / static_cast<float>(kForgetsHalf)), 0.01F) << i;
    }
}

TEST_F(RadioTaste, SaysWhatItLearned)
{
    m_asked.length = 10;
    const auto learned = [&] {
        const Radio more = radio(m_asked, m_library.songs, kCalibration);
        const auto note = std::ranges::find_if(more.notes, [](const std::string &each) { return each.contains("like:"); });
        return note == more.notes.end() ? std::string() : *note;
    };
    EXPECT_EQ(learned(), "");
    std::vector<Song> byEnergy = m_library.songs;
    std::ranges::sort(byEnergy, {}, [](const Song &song) { return (*song.traits)[2]; });
    m_asked.given = {{byEnergy.back(), RadioState::Skipped}, {byEnergy[byEnergy.size() - 2], RadioState::Skipped}};
    EXPECT_EQ(learned(), "less like: loud, lively, bright");
    m_asked.given.push_back({byEnergy.front(), RadioState::Played});
    EXPECT_EQ(learned(), "more like: quiet, calm, dark; less like: loud, lively, bright");
    m_asked.given.push_back({byEnergy[1], RadioState::Skipped});
    m_asked.given.push_back({byEnergy[2], RadioState::Skipped});
    EXPECT_EQ(learned(), "more like: quiet, calm, dark") << "skips of both kinds say nothing";
    for (int i = 0; i < 60; ++i) m_asked.given.push_back({byEnergy[static_cast<std::size_t>(20 + i)], RadioState::Given});
    EXPECT_EQ(learned(), "") << "it is long ago";
}

} // namespace
} // namespace taraf::recommend
