#include "songs.h"
#include "taraf/recommend/radio.h"
#include "taraf/recommend/versions.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace taraf::recommend {
namespace {

using test::Shelf;
using test::Vector;

const Calibration kCalibration{{{{0.0F, 0.1F}, {0.0F, 0.1F}, {0.0F, 0.2F}, {0.0F, 0.2F}}}, 0.0F};

/// A library around some styles: `artists` artists of `each` songs on albums of 5.
struct Library {
    Shelf shelf;
    std::vector<Song> songs;
    Song seed;

    Library(std::size_t artists, std::size_t each, std::uint64_t random = 1) : shelf(random)
    {
        const Vector &style = shelf.vector();
        std::int64_t id = 1;
        for (std::size_t a = 0; a < artists; ++a) {
            const Vector &voice = shelf.vector(&style, 1.0F);
            for (std::size_t i = 0; i < each; ++i, ++id) {
                songs.push_back(shelf.song(id, "artist " + std::to_string(a), "title " + std::to_string(id), shelf.vector(&voice, 1.0F),
                                           static_cast<std::int64_t>(a * 1000 + i / 5 + 1)));
            }
        }
        seed = shelf.song(999'999, "the seed", "seed", style);
    }
};

RadioRequest request(const Song &seed, int length)
{
    RadioRequest out;
    out.seeds = {seed};
    out.length = length;
    return out;
}

std::vector<std::int64_t> ids(const Radio &radio)
{
    std::vector<std::int64_t> out;
    for (const RadioPick &pick : radio.picks) out.push_back(pick.recording.value());
    return out;
}

int mostOfOneArtist(const Radio &radio, const std::vector<Song> &pool)
{
    std::map<std::string, int> counts;
    int most = 0;
    for (const RadioPick &pick : radio.picks) most = std::max(most, ++counts[pool[pick.index].artistKeys[0]]);
    return most;
}

bool isSameRecording(const Song &a, const Song &b) { return areSameRecording(a, songTitle(a.titleKey), b, songTitle(b.titleKey), kCalibration.parts[0]); }

int timesInARow(const Radio &radio, const std::vector<Song> &pool)
{
    int times = 0;
    for (std::size_t i = 1; i < radio.picks.size(); ++i) times += shareArtist(pool[radio.picks[i - 1].index], pool[radio.picks[i].index]) ? 1 : 0;
    return times;
}

double meanToSeed(const Radio &radio)
{
    double sum = 0;
    for (const RadioPick &pick : radio.picks) sum += static_cast<double>(pick.toSeed);
    return sum / static_cast<double>(radio.picks.size());
}

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

/// Random libraries, random rules: what may never happen doesn't, and what gave way is in the notes.
TEST(Radio, InvariantsHold)
{
    Shelf shelf(11);
    std::vector<const Vector *> vectors;
    for (int i = 0; i < 40; ++i) vectors.push_back(&shelf.vector());
    const std::vector<std::string> artists{"a", "b", "c", "d", "e", "unknown artist", ""};
    for (int run = 0; run < 10'000; ++run) {
        std::vector<Song> pool;
        for (std::size_t n = shelf.upTo(25); n > 0; --n) {
            Song song = shelf.song(1 + static_cast<std::int64_t>(shelf.upTo(60)), artists[shelf.upTo(artists.size())], std::string(1 + shelf.upTo(9), 't'),
                                   *vectors[shelf.upTo(vectors.size())], static_cast<std::int64_t>(shelf.upTo(5)));
            song.duration = Milliseconds{static_cast<std::int64_t>(shelf.upTo(5)) * 50'000};
            if (shelf.upTo(6) == 0) song.artistKeys.push_back(artists[shelf.upTo(artists.size())]);
            pool.push_back(song);
        }
        RadioRequest asked;
        for (std::size_t n = 1 + shelf.upTo(2); n > 0; --n) {
            asked.seeds.push_back(shelf.song(1 + static_cast<std::int64_t>(shelf.upTo(60)), "a", "ttt", *vectors[shelf.upTo(vectors.size())]));
        }
        asked.length = static_cast<int>(shelf.upTo(30));
        asked.rules.perArtist = static_cast<int>(shelf.upTo(4));
        asked.seed = static_cast<std::uint64_t>(run);
        asked.rules.whenDry = shelf.upTo(2) == 0 ? WhenDry::Relax : WhenDry::End;
        const Radio list = radio(asked, pool, kCalibration);

        ASSERT_LE(list.picks.size(), static_cast<std::size_t>(asked.length));
        std::set<RecordingId> seen;
        for (const Song &seed : asked.seeds) seen.insert(seed.recording);
        std::map<std::string, int> counts;
        int most = 0;
        for (std::size_t i = 0; i < list.picks.size(); ++i) {
            const Song &song = pool[list.picks[i].index];
            ASSERT_EQ(song.recording, list.picks[i].recording);
            ASSERT_TRUE(seen.insert(song.recording).second) << "a recording twice, or the seed";
            ASSERT_TRUE(song.duration.count() == 0 || song.duration >= asked.rules.minDuration);
            for (const Song &seed : asked.seeds) ASSERT_FALSE(isSameRecording(seed, song));
            for (std::size_t j = 0; j < i; ++j) ASSERT_FALSE(isSameRecording(pool[list.picks[j].index], song));
            for (const std::string &key : std::set<std::string>(song.artistKeys.begin(), song.artistKeys.end())) {
                if (!isNobody(key)) most = std::max(most, ++counts[key]);
            }
        }
        const auto noted = [&](std::string_view words) {
            return std::ranges::any_of(list.notes, [&](const std::string &note) { return note.contains(words); });
        };
        ASSERT_EQ(noted("too few artists"), asked.rules.perArtist > 0 && most > asked.rules.perArtist);
        if (timesInARow(list, pool) > 0) {
            ASSERT_TRUE(noted("twice in a row"));
        }
        ASSERT_EQ(noted("nothing left to play"), list.picks.size() < static_cast<std::size_t>(asked.length));
        if (asked.rules.whenDry == WhenDry::End) {
            ASSERT_FALSE(noted("too few artists") || noted("twice in a row") || noted("closer together"));
        }
    }
}

} // namespace
} // namespace taraf::recommend
