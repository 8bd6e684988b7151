#include "radio_library.h"

#include <gtest/gtest.h>

namespace taraf::recommend {
namespace {

using namespace test;

TEST(Radio, KeepsItsRulesWhereThereIsEnough)
{
    const Library library(60, 10);
    const Radio list = radio(request(library.seed, 50), library.songs, kCalibration);
    ASSERT_EQ(list.picks.size(), 50U);
    EXPECT_TRUE(list.notes.empty()) << list.notes.front();
    EXPECT_LE(mostOfOneArtist(list, library.songs), 2);
    EXPECT_EQ(timesInARow(list, library.songs), 0);
    for (std::size_t i = 0; i < list.picks.size(); ++i) {
        for (std::size_t j = i + 1; j < std::min(list.picks.size(), i + 5); ++j) {
            EXPECT_NE(library.songs[list.picks[i].index].album, library.songs[list.picks[j].index].album);
        }
    }
}

TEST(Radio, TheSameSeedGivesTheSameListWhateverThePoolsOrder)
{
    Library library(60, 10);
    const RadioRequest asked = request(library.seed, 50);
    const auto list = ids(radio(asked, library.songs, kCalibration));
    EXPECT_EQ(ids(radio(asked, library.songs, kCalibration)), list);
    std::ranges::shuffle(library.songs, library.shelf.random());
    EXPECT_EQ(ids(radio(asked, library.songs, kCalibration)), list);
}

TEST(Radio, AnotherSeedGivesAnotherListAsGood)
{
    const Library library(60, 10);
    RadioRequest asked = request(library.seed, 30);
    const Radio one = radio(asked, library.songs, kCalibration);
    asked.seed = 2;
    const Radio two = radio(asked, library.songs, kCalibration);
    EXPECT_NE(ids(one), ids(two));
    EXPECT_NEAR(meanToSeed(one), meanToSeed(two), 0.03);

    double pool = 0;
    for (const Song &song : library.songs) pool += static_cast<double>(cosine(library.seed.vector, song.vector, asked.weights));
    EXPECT_GT(meanToSeed(one), pool / static_cast<double>(library.songs.size())) << "nearer the seed than the pool";
}

TEST(Radio, EachFollowsFromTheOneBefore)
{
    const Library library(60, 10);
    RadioRequest asked = request(library.seed, 50);
    asked.rules.variety = 0;
    const auto flow = [&](float weight) {
        asked.rules.flow = weight;
        double sum = 0;
        for (const RadioPick &pick : radio(asked, library.songs, kCalibration).picks) sum += static_cast<double>(pick.toPrevious);
        return sum / 50.0;
    };
    EXPECT_GT(flow(0.4F), flow(0.0F) + 0.02);
}

TEST(Radio, SeveralSeedsAreAllHeard)
{
    Library library(30, 6, 1);
    const Library elsewhere(30, 6, 77);
    std::vector<Song> pool = library.songs;
    for (Song song : elsewhere.songs) {
        song.recording = RecordingId(song.recording.value() + 5'000);
        song.artistKeys = {"other " + song.artistKeys[0]};
        pool.push_back(song);
    }
    RadioRequest asked = request(library.seed, 30);
    Song second = elsewhere.seed;
    second.recording = RecordingId(888'888);
    asked.seeds.push_back(second);
    const Radio list = radio(asked, pool, kCalibration);
    const auto fromElsewhere = std::ranges::count_if(list.picks, [](const RadioPick &pick) { return pick.recording.value() > 5'000; });
    EXPECT_GE(fromElsewhere, 8);
    EXPECT_LE(fromElsewhere, 22);
}

TEST(Radio, ADryPoolRaisesTheCapFirstAndSaysSo)
{
    const Library library(5, 30);
    RadioRequest asked = request(library.seed, 20);
    const Radio list = radio(asked, library.songs, kCalibration);
    EXPECT_EQ(list.picks.size(), 20U);
    EXPECT_EQ(mostOfOneArtist(list, library.songs), 4) << "no higher than needed";
    EXPECT_EQ(timesInARow(list, library.songs), 0);
    ASSERT_FALSE(list.notes.empty());
    EXPECT_NE(list.notes.front().find("too few artists"), std::string::npos) << list.notes.front();

    asked.rules.whenDry = WhenDry::End;
    const Radio strict = radio(asked, library.songs, kCalibration);
    EXPECT_LE(strict.picks.size(), 10U);
    EXPECT_LE(mostOfOneArtist(strict, library.songs), 2);
    EXPECT_NE(strict.notes.back().find("nothing left to play"), std::string::npos);
}

TEST(Radio, AnArtistComesTwiceInARowOnlyWhereThereIsNoOther)
{
    // 4, 2 and 1 songs of three artists, all seven asked for: a row without neighbours exists, A?A?A?A.
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Library library(3, 4, seed);
        std::erase_if(library.songs, [](const Song &song) { return song.recording.value() > 6 && song.recording.value() != 9; });
        for (Song &song : library.songs) song.album = AlbumId();
        RadioRequest asked = request(library.seed, 7);
        asked.rules.perArtist = 0; // a cap would come before
        asked.seed = seed;
        const Radio list = radio(asked, library.songs, kCalibration);
        ASSERT_EQ(list.picks.size(), 7U);
        EXPECT_EQ(timesInARow(list, library.songs), 0) << "seed " << seed;
    }
}

TEST(Radio, ASingleArtistsLibraryStillPlays)
{
    const Library library(1, 12);
    const Radio list = radio(request(library.seed, 10), library.songs, kCalibration);
    EXPECT_EQ(list.picks.size(), 10U);
    EXPECT_TRUE(std::ranges::any_of(list.notes, [](const std::string &note) { return note.contains("twice in a row 9 times"); }));
}

TEST(Radio, SmallLibraries)
{
    const Library one(1, 1);
    EXPECT_EQ(radio(request(one.seed, 10), one.songs, kCalibration).picks.size(), 1U);
    EXPECT_EQ(radio(request(one.songs[0], 10), one.songs, kCalibration).picks.size(), 0U) << "the seed itself is not played";
    EXPECT_TRUE(radio(request(one.seed, 10), {}, kCalibration).picks.empty());
    EXPECT_TRUE(radio(request(one.seed, 0), one.songs, kCalibration).notes.empty());
    const Radio silent = radio(request(Song{}, 10), one.songs, kCalibration);
    EXPECT_TRUE(silent.picks.empty());
    EXPECT_EQ(silent.notes.size(), 1U);
}

TEST(Radio, VersionsAndNearDuplicatesWaitUntilNothingElseIsLeft)
{
    Library library(30, 1);
    Song live = library.songs[0];
    live.recording = RecordingId(500);
    live.duration += Milliseconds{90'000};
    live.vector = library.shelf.vector(&library.shelf.keep(Vector(live.vector.begin(), live.vector.end())), 1.0F);
    library.songs.push_back(live);
    Song copy = library.songs[1];
    copy.recording = RecordingId(501);
    copy.artistKeys = {"someone else"};
    copy.titleKey = "another title";
    library.songs.push_back(copy);

    const Radio full = radio(request(library.seed, 30), library.songs, kCalibration);
    EXPECT_EQ(full.picks.size(), 30U);
    EXPECT_TRUE(full.notes.empty());
    const Radio all = radio(request(library.seed, 32), library.songs, kCalibration);
    EXPECT_EQ(all.picks.size(), 32U);
    EXPECT_EQ(all.notes.size(), 2U);
}

TEST(Radio, ReasonsAreAgainstTheStrongerOfSeedAndPrevious)
{
    const Library library(60, 10);
    const Song &seed = library.songs[0]; // not in the middle of the style, so that tracks are nearer to each other at times
    const Radio list = radio(request(seed, 40), library.songs, kCalibration);
    EXPECT_EQ(list.picks.front().why.against, Against::Seed);
    int previous = 0;
    for (std::size_t i = 0; i < list.picks.size(); ++i) {
        const RadioPick &pick = list.picks[i];
        const bool fromPrevious = pick.why.against == Against::Previous;
        previous += fromPrevious ? 1 : 0;
        const Song &other = fromPrevious ? library.songs[list.picks[i - 1].index] : seed;
        const Song &song = library.songs[pick.index];
        EXPECT_EQ(pick.why, explain(song, partCosines(other.vector, song.vector), {&other, 1}, kCalibration, pick.why.against));
        EXPECT_TRUE(pick.why.text().starts_with(fromPrevious ? "with the track before: " : "with the seed: "));
    }
    EXPECT_GT(previous, 0);
}

} // namespace
} // namespace taraf::recommend
