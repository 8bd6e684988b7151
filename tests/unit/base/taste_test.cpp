#include "taraf/base/file.h"
#include "taraf/base/taste.h"
#include "taraf/test/folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace taraf {
namespace {

TasteModel small()
{
    TasteModel model{.library = 7, .generation = 3, .madeAt = UnixTime{9}, .listeners = 4, .entries = 11, .rank = 2, .regularisation = 0.5F, .alpha = 2, .meanLikeness = 0.25F};
    model.factors = {1, 0, 0, 1, 0.8F, 0.1F};
    model.gram = {1.64F, 0.08F, 0.08F, 1.01F};
    model.lengths = {1, 0.5F, 2};
    model.heardBy = {5, 6, 7};
    model.names = {"Ella", "Sigur Rós", "'; DROP TABLE listens; --"};
    model.ids = {"", "f6f2326f-6b25-4170-b89d-e235b25508e8", ""};
    for (std::uint32_t i = 0; i < 3; ++i) model.spellings.emplace_back(TasteModel::keyOf(model.names[i]), i);
    std::ranges::sort(model.spellings);
    model.recordings = {{3, 10}, {9, 1}};
    return model;
}

TEST(Taste, IsReadAsItWasWritten)
{
    const taraf::test::TemporaryFolder folder;
    const std::string path = folder / "taste";
    ASSERT_TRUE(saveTaste(path, small()));
    const auto read = loadTaste(path);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->names, small().names);
    EXPECT_EQ(read->ids, small().ids);
    EXPECT_EQ(read->factors, small().factors);
    EXPECT_EQ(read->recordings, small().recordings);
    EXPECT_EQ(read->generation, 3U);
    EXPECT_EQ(read->find("ELLA"), 0U);
    EXPECT_EQ(read->find("'; drop table LISTENS; --"), 2U);
    EXPECT_FALSE(read->find("Nobody"));
    EXPECT_NEAR(read->likeness(0, 2), 0.8F / std::sqrt(0.65F), 1e-6F);
    EXPECT_EQ(read->likeness(0, 1), 0);
}

TEST(Taste, WhatIsDamagedAnywhereIsRefused)
{
    const taraf::test::TemporaryFolder folder;
    const std::string path = folder / "taste";
    ASSERT_TRUE(saveTaste(path, small()));
    const std::string whole = readFile(path, 1 << 20).value();
    for (std::size_t i = 0; i < whole.size(); ++i) {
        std::string damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        ASSERT_TRUE(writeAtomically(path, damaged));
        ASSERT_FALSE(loadTaste(path)) << i;
        ASSERT_TRUE(writeAtomically(path, whole.substr(0, i)));
        ASSERT_FALSE(loadTaste(path)) << i;
    }
    EXPECT_EQ(loadTaste(folder / "none").error().code, ErrorCode::NotFound);
}

TEST(Taste, PlaysBecomeRatingsFromFiveToTen)
{
    TasteModel model = small();
    model.weights = TasteWeights::Ratings;
    const auto ratings = [&](const std::vector<HeardArtist> &heard) {
        std::vector<float> all;
        for (const WeightedArtist &each : model.weigh(heard)) all.push_back(each.weight);
        return all;
    };
    EXPECT_EQ(ratings({{.artist = 0, .plays = 1}, {.artist = 1, .plays = 11}, {.artist = 2, .plays = 4}}), (std::vector<float>{5, 10, 7}));
    EXPECT_EQ(ratings({{.artist = 0, .plays = 8}, {.artist = 1, .plays = 8}}), (std::vector<float>{5, 5}));
    EXPECT_EQ(ratings({{.artist = 0, .plays = 8, .opinion = {.rating = 2}}, {.artist = 1, .plays = 8}, {.artist = 2, .opinion = {.feeling = Feeling::Love}}}), (std::vector<float>{2, 5, 10}));
}

TEST(Taste, WhatIsHatedPushesAway)
{
    const TasteModel model = small();
    const auto score = [&](const std::vector<HeardArtist> &heard) { return model.scores(model.foldIn(model.weigh(heard))); };
    const auto liked = score({{.artist = 0, .plays = 30}}), hated = score({{.artist = 0, .plays = 0, .opinion = {.feeling = Feeling::Hate}}, {.artist = 1, .plays = 30}});
    EXPECT_GT(liked[2], liked[1]); // the third goes with the first
    EXPECT_LT(hated[2], liked[2]);
    EXPECT_EQ(score({}), (std::vector<float>{0, 0, 0}));
    EXPECT_EQ(model.weigh(std::vector<HeardArtist>{{.artist = 99, .plays = 3}}).size(), 0U);
}

} // namespace
} // namespace taraf
