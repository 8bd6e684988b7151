#include "radio_library.h"

#include <gtest/gtest.h>
#include <set>

namespace taraf::recommend {
namespace {

using namespace test;

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
