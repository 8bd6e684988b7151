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

std::vector<GivenSong> givenBy(const Radio &radio, const std::vector<Song> &pool, RadioState state = RadioState::Given)
{
    std::vector<GivenSong> given;
    for (const RadioPick &pick : radio.picks) given.push_back({pool[pick.index], state});
    return given;
}

/// Rich or poor, with whatever rules: a list in parts is the list at once.
TEST(Radio, GoesOnAsIfItHadNotStopped)
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Library library(2 + seed % 30, 1 + seed % 7, seed);
        RadioRequest asked = request(seed % 3 == 0 ? library.songs[0] : library.seed, 5 + static_cast<int>(seed % 30));
        if (seed % 4 == 0) asked.seeds.push_back(library.songs.back());
        asked.seed = seed;
        asked.rules.perArtist = static_cast<int>(seed % 4);
        asked.rules.perAlbum = static_cast<int>(seed % 3);
        const auto whole = ids(radio(asked, library.songs, kCalibration));
        std::vector<std::int64_t> parts;
        RadioRequest part = asked;
        while (parts.size() < whole.size()) {
            part.length = 1 + static_cast<int>((seed + parts.size()) % 9);
            const Radio more = radio(part, library.songs, kCalibration);
            ASSERT_FALSE(more.picks.empty());
            for (const std::int64_t id : ids(more)) parts.push_back(id);
            const auto given = givenBy(more, library.songs);
            part.given.insert(part.given.end(), given.begin(), given.end());
        }
        parts.resize(whole.size());
        EXPECT_EQ(parts, whole) << "seed " << seed;
    }
}

TEST(Radio, WhatWasRejectedNeverComesNorItsArtist)
{
    const Library library(12, 6);
    RadioRequest asked = request(library.seed, 10);
    const Radio first = radio(asked, library.songs, kCalibration);
    asked.given = givenBy(first, library.songs);
    asked.given[3].state = RadioState::Rejected;
    asked.given[5].state = RadioState::Removed;
    asked.length = 100;
    const Radio rest = radio(asked, library.songs, kCalibration);
    const Song &rejected = asked.given[3].song;
    bool isRemovedArtistThere = false;
    for (const RadioPick &pick : rest.picks) {
        const Song &song = library.songs[pick.index];
        EXPECT_FALSE(shareArtist(song, rejected));
        EXPECT_TRUE(std::ranges::none_of(asked.given, [&](const GivenSong &given) { return given.song.recording == song.recording; }));
        isRemovedArtistThere = isRemovedArtistThere || shareArtist(song, asked.given[5].song);
    }
    EXPECT_TRUE(isRemovedArtistThere) << "taken off is not rejected";
    EXPECT_EQ(rest.picks.size() + 10U, 72U - static_cast<std::size_t>(std::ranges::count_if(library.songs, [&](const Song &song) { return shareArtist(song, rejected); }))
                                           + static_cast<std::size_t>(std::ranges::count_if(asked.given, [&](const GivenSong &given) { return shareArtist(given.song, rejected); })))
        << "all the others do";
}

/// How near to a track the next twenty are, after it was played, skipped and rejected.
TEST(Radio, PlaysDrawAndSkipsPushAway)
{
    double played = 0;
    double given = 0;
    double skipped = 0;
    double rejected = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Library library(80, 5, seed);
        RadioRequest asked = request(library.seed, 6);
        asked.rules.variety = 0;
        const Radio first = radio(asked, library.songs, kCalibration);
        asked.length = 20;
        const auto after = [&](RadioState state) {
            asked.given = givenBy(first, library.songs);
            asked.given[2].state = state;
            double near = 0;
            for (const RadioPick &pick : radio(asked, library.songs, kCalibration).picks) {
                near += static_cast<double>(cosine(asked.given[2].song.vector, library.songs[pick.index].vector, asked.weights));
            }
            return near / 20.0;
        };
        given += after(RadioState::Given);
        played += after(RadioState::Played);
        skipped += after(RadioState::Skipped);
        rejected += after(RadioState::Rejected);
    }
    EXPECT_GT(played, given);
    EXPECT_LT(skipped, given);
    EXPECT_LT(rejected, skipped);
}

TEST(Radio, WhatWasHeardLatelyWaits)
{
    const Library library(20, 3);
    RadioRequest asked = request(library.seed, 20);
    const Radio before = radio(asked, library.songs, kCalibration);
    for (const RadioPick &pick : before.picks) asked.heardLately.insert(pick.recording);
    asked.rules.repeatWindow = 7;
    const Radio next = radio(asked, library.songs, kCalibration);
    EXPECT_EQ(next.picks.size(), 20U);
    for (const RadioPick &pick : next.picks) EXPECT_FALSE(asked.heardLately.contains(pick.recording));
    asked.length = 60;
    const Radio all = radio(asked, library.songs, kCalibration);
    EXPECT_EQ(all.picks.size(), 60U);
    EXPECT_TRUE(std::ranges::any_of(all.notes, [](const std::string &note) { return note.contains("last 7 days came 20 times"); }));
    for (std::size_t i = 0; i < 40; ++i) EXPECT_FALSE(asked.heardLately.contains(all.picks[i].recording)) << "they come last";
}

TEST(Radio, SpacingsAndAlbumCaps)
{
    const Library library(40, 10);
    RadioRequest asked = request(library.seed, 60);
    asked.rules.perArtist = 0;
    asked.rules.perAlbum = 1;
    asked.rules.artistSpacing = 10;
    const Radio list = radio(asked, library.songs, kCalibration);
    ASSERT_EQ(list.picks.size(), 60U);
    EXPECT_TRUE(list.notes.empty());
    std::set<AlbumId> albums;
    for (std::size_t i = 0; i < 60; ++i) {
        EXPECT_TRUE(albums.insert(library.songs[list.picks[i].index].album).second);
        for (std::size_t j = i + 1; j < std::min<std::size_t>(60, i + 11); ++j) EXPECT_FALSE(shareArtist(library.songs[list.picks[i].index], library.songs[list.picks[j].index]));
    }
}

TEST(Radio, SpacingsGiveWayBeforeCaps)
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Library library(8, 6, seed);
        for (Song &song : library.songs) song.album = AlbumId();
        RadioRequest asked = request(library.seed, 16);
        asked.seed = seed;
        const Radio list = radio(asked, library.songs, kCalibration);
        EXPECT_EQ(list.picks.size(), 16U);
        EXPECT_EQ(mostOfOneArtist(list, library.songs), 2) << "seed " << seed;
        EXPECT_EQ(timesInARow(list, library.songs), 0);
    }
}

TEST(Radio, TheArithmeticIsWhatDecided)
{
    const Library library(20, 5);
    RadioRequest asked = request(library.seed, 30);
    const Radio list = radio(asked, library.songs, kCalibration);
    for (const RadioPick &pick : list.picks) {
        const auto lines = arithmetic(pick, asked.rules);
        double sum = 0;
        double score = 0;
        for (const ArithmeticLine &line : lines) {
            if (line.label == "score") score = line.value;
            else if (line.label != "gave way") sum += line.value;
        }
        EXPECT_NEAR(sum, score, 1e-5);
        EXPECT_NEAR(pick.terms.seed, asked.rules.anchor * pick.toSeed, 1e-6);
        EXPECT_NEAR(pick.terms.previous, asked.rules.flow * pick.toPrevious, 1e-6);
    }
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
