#include "songs.h"
#include "taraf/recommend/similar.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <set>

namespace taraf::recommend {
namespace {

using test::Shelf;
using test::Vector;

Candidate candidate(std::int64_t id, float score, std::string artist = "a", std::string title = "", int seconds = 200)
{
    Candidate out;
    out.recording = RecordingId(id);
    out.score = score;
    out.artistKeys = {std::move(artist)};
    out.titleKey = std::move(title);
    out.duration = Milliseconds{seconds * 1000};
    return out;
}

std::vector<std::int64_t> ids(const SimilarList &list)
{
    std::vector<std::int64_t> out;
    for (const Similar &each : list.tracks) out.push_back(each.recording.value());
    return out;
}

bool isVersion(const Song &a, const Song &b) { return areVersions(a, songTitle(a.titleKey), b, songTitle(b.titleKey), {}); }

using Ids = std::vector<std::int64_t>;

TEST(Similar, NearestFirstEqualsById)
{
    const std::vector<Candidate> candidates{candidate(3, 0.5F), candidate(1, 0.9F), candidate(2, 0.5F), candidate(4, 0.7F)};
    EXPECT_EQ(ids(similar(candidates, {}, {}, 3)), (Ids{1, 4, 2}));
    EXPECT_EQ(similar(candidates, {}, {}, 1).tracks.front().match, 95);
    EXPECT_EQ(similar(candidates, {}, {}, 1).tracks.front().index, 1U);
    EXPECT_TRUE(similar({}, {}, {}, 3).tracks.empty());
}

TEST(Similar, LeavesOutTheQueryAndItsOtherFiles)
{
    const Candidate query = candidate(1, 1.0F, "a", "love", 200);
    const std::vector<Song> asked{query};
    const std::vector<Candidate> candidates{query, candidate(2, 0.99F, "a", "love", 202), candidate(3, 0.9F, "a", "love", 220),
                                            candidate(4, 0.8F, "b", "love", 200)};
    EXPECT_EQ(ids(similar(candidates, asked, {}, 9)), (Ids{3, 4}));
}

TEST(Similar, ShortOnesSecondFilesAndRepeatsAreLeftOut)
{
    const std::vector<Candidate> candidates{candidate(1, 0.9F, "a", "rain", 59), candidate(2, 0.8F, "a", "rain", 60), candidate(2, 0.7F, "a", "rain", 60),
                                            candidate(3, 0.6F, "a", "rain", 61), candidate(4, 0.5F, "unknown artist", "rain", 61),
                                            candidate(5, 0.4F, "unknown artist", "rain", 61), candidate(6, 0.3F, "a", "", 0)};
    EXPECT_EQ(ids(similar(candidates, {}, {}, 9)), (Ids{2, 4, 5, 6}));
    Rules none = rulesFor(Asking::Similar);
    none.minDuration = Milliseconds{0};
    EXPECT_EQ(ids(similar(candidates, {}, {}, 9, none)), (Ids{1, 4, 5, 6}));
}

TEST(Similar, TheCapCountsPeopleNotNobody)
{
    std::vector<Candidate> candidates;
    for (int i = 1; i <= 3; ++i) {
        candidates.push_back(candidate(i, 0.9F, "a"));
        candidates.push_back(candidate(10 + i, 0.8F, "various artists"));
        candidates.push_back(candidate(20 + i, 0.7F, "b"));
    }
    candidates.push_back(candidate(30, 0.1F, "c"));
    candidates.back().artistKeys = {"c", "b"};
    Rules rules = rulesFor(Asking::Similar);
    rules.perArtist = 2;
    EXPECT_EQ(ids(similar(candidates, {}, {}, 99, rules)), (Ids{1, 2, 11, 12, 13, 21, 22}));
    EXPECT_EQ(similar(candidates, {}, {}, 99).tracks.size(), 10U);
}

TEST(Similar, WhatIsNoNumberOrNoRecordingIsLeftOut)
{
    const std::vector<Candidate> candidates{candidate(1, std::numeric_limits<float>::quiet_NaN()), candidate(0, 0.9F), candidate(2, 0.1F)};
    EXPECT_EQ(ids(similar(candidates, {}, {}, 9)), (Ids{2}));
}

TEST(Similar, VersionsAreToldBesideTheOneThatIsListed)
{
    const std::vector<Candidate> candidates{candidate(1, 0.90F, "a", "help (live)", 200), candidate(2, 0.89F, "a", "help", 201), candidate(3, 0.8F, "a", "help (2009 remaster)", 202),
                                            candidate(4, 0.7F, "b", "help", 200), candidate(5, 0.6F, "a", "help", 400)};
    const SimilarList list = similar(candidates, {}, {}, 9);
    EXPECT_EQ(ids(list), (Ids{2, 4, 5})) << "the plain one, which is about as near, stands for the song";
    ASSERT_EQ(list.tracks[0].versions.size(), 2U);
    EXPECT_EQ(list.tracks[0].versions[0].index, 0U);
    EXPECT_EQ(list.tracks[0].versions[0].why, "live version of the same song");
    EXPECT_EQ(list.tracks[0].versions[1].why, "remaster of the same song");
    EXPECT_TRUE(list.tracks[1].versions.empty());

    std::vector<Candidate> nearer = candidates;
    nearer[0].score = 0.95F;
    EXPECT_EQ(ids(similar(nearer, {}, {}, 9)), (Ids{1, 4, 5})) << "the live one is much nearer";
    Rules rules = rulesFor(Asking::Similar);
    rules.versions = Versions::All;
    EXPECT_EQ(ids(similar(candidates, {}, {}, 9, rules)), (Ids{1, 2, 3, 4, 5}));
}

TEST(Similar, VersionsOfWhatWasAskedWithAreToldApart)
{
    const std::vector<Song> asked{candidate(1, 1.0F, "a", "help", 200)};
    const std::vector<Candidate> candidates{candidate(2, 0.9F, "a", "help (live)", 201), candidate(3, 0.8F, "b", "other", 200)};
    const SimilarList list = similar(candidates, asked, {}, 9);
    EXPECT_EQ(ids(list), (Ids{3}));
    ASSERT_EQ(list.ofQuery.size(), 1U);
    EXPECT_EQ(list.ofQuery[0].index, 0U);
    EXPECT_EQ(list.ofQuery[0].why, "live version of the same song");
}

TEST(Similar, TracksThatSoundTheSameAreOne)
{
    Shelf shelf(9);
    const Vector &one = shelf.vector();
    const auto heard = [&](std::int64_t id, float score, const Vector &vector) {
        Candidate out = candidate(id, score, "artist " + std::to_string(id), "title " + std::to_string(id) + " of many");
        out.vector = vector;
        return out;
    };
    const std::vector<Candidate> candidates{heard(1, 0.9F, one), heard(2, 0.8F, one), heard(3, 0.7F, shelf.vector(&one, 0.5F))};
    const SimilarList list = similar(candidates, {}, {}, 9);
    EXPECT_EQ(ids(list), (Ids{1, 3}));
    ASSERT_EQ(list.tracks[0].versions.size(), 1U);
    EXPECT_EQ(list.tracks[0].versions[0].why, kSoundsTheSame);

    // A copy of a file that is not in the collection is the best answer; of one that is, it is none.
    Song asked = heard(7, 1.0F, one);
    EXPECT_EQ(ids(similar(candidates, std::vector{asked}, {}, 9)), (Ids{3}));
    asked.recording = RecordingId();
    EXPECT_EQ(ids(similar(candidates, std::vector{asked}, {}, 9)), (Ids{1, 3}));
    Rules never = rulesFor(Asking::Similar);
    never.nearDuplicate = never.nearDuplicateSameTitle = 1.0F;
    EXPECT_EQ(ids(similar(candidates, {}, {}, 9, never)), (Ids{1, 2, 3}));
}

TEST(Similar, GenresAndLengthsThatAreExcludedDoNotCome)
{
    std::vector<Candidate> candidates{candidate(1, 0.9F, "a", "jingle bells"), candidate(2, 0.8F, "b", "so what"), candidate(3, 0.7F, "c", "sketches", 2'000)};
    candidates[0].genres = {"Christmas"};
    Rules rules = rulesFor(Asking::Similar);
    rules.excludedGenres = {"christmas"};
    rules.maxDuration = Milliseconds{600'000};
    EXPECT_EQ(ids(similar(candidates, {}, {}, 9, rules)), (Ids{2}));
    Song carol = candidate(9, 1.0F, "d", "silent night");
    carol.genres = {"christmas"};
    EXPECT_EQ(ids(similar(candidates, std::vector{carol}, {}, 9, rules)), (Ids{1, 2}));
}

TEST(Similar, TheArithmeticAddsUp)
{
    Candidate each = candidate(1, 0.5F);
    each.partCosines = {0.6F, 0.2F, 0, 0, 0.3F, -0.1F, 0.4F};
    PartWeights weights{};
    weights[0] = 0.75F;
    weights[1] = 0.25F;
    double score = 0;
    double match = 0;
    double sum = 0;
    for (const ArithmeticLine &line : arithmetic(each, weights, {})) {
        if (line.label == "weighted cosine" || line.label == "hub correction") sum += line.value;
        if (line.label == "score") score = line.value;
        if (line.label == "match") match = line.value;
    }
    EXPECT_NEAR(score, 0.5, 1e-6);
    EXPECT_NEAR(sum, score, 1e-6);
    EXPECT_EQ(match, 75);
}

TEST(Similar, RulesHoldWhateverTheOrder)
{
    Shelf shelf(3);
    for (int run = 0; run < 1'000; ++run) {
        std::vector<Candidate> candidates;
        for (std::size_t n = shelf.upTo(40); n > 0; --n) {
            candidates.push_back(candidate(static_cast<std::int64_t>(candidates.size()) + 1, shelf.uniform(), std::string(1, static_cast<char>('a' + shelf.upTo(4))),
                                           std::string(2 * shelf.upTo(3), 't'), 50 + static_cast<int>(shelf.upTo(30))));
        }
        const std::vector<Song> query(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, candidates.size())));
        Rules rules = rulesFor(Asking::Similar);
        rules.perArtist = static_cast<int>(shelf.upTo(4));
        const std::size_t count = shelf.upTo(20);
        const auto found = similar(candidates, query, {}, count, rules);
        const auto &list = found.tracks;
        ASSERT_LE(list.size(), count);
        std::set<RecordingId> seen;
        std::map<std::string, int> artists;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Candidate &one = candidates[list[i].index];
            ASSERT_TRUE(seen.insert(one.recording).second);
            ASSERT_GE(one.duration, rules.minDuration);
            if (i > 0) {
                ASSERT_LE(list[i].score, list[i - 1].score);
            }
            if (rules.perArtist > 0) {
                ASSERT_LE(++artists[one.artistKeys[0]], rules.perArtist);
            }
            for (const Song &asked : query) ASSERT_FALSE(one.recording == asked.recording || isVersion(one, asked));
            for (std::size_t j = 0; j < i; ++j) ASSERT_FALSE(isVersion(one, candidates[list[j].index]));
        }
        std::ranges::shuffle(candidates, shelf.random());
        ASSERT_EQ(ids(similar(candidates, query, {}, count, rules)), ids(found));
    }
}

} // namespace
} // namespace taraf::recommend
