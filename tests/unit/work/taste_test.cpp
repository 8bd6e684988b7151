#include "taste_trial.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace taraf::work {
namespace {

TasteData scenes(std::uint32_t listeners, std::uint32_t artists)
{
    TasteData data;
    for (std::uint32_t artist = 0; artist < artists; ++artist) {
        data.names.push_back("Artist " + std::to_string(artist));
        data.ids.emplace_back();
        data.spellings.emplace_back(TasteModel::keyOf(data.names.back()), artist);
    }
    std::ranges::sort(data.spellings);
    for (std::uint32_t listener = 0; listener < listeners; ++listener) {
        data.listeners.emplace_back(std::int64_t{listener} + 1);
        for (std::uint32_t artist = 0; artist < artists; ++artist) {
            if ((listener * 7919 + artist * 104729) % 11 < 6 && listener % 3 == artist % 3) {
                data.entries.push_back({.listener = listener, .artist = artist, .plays = 1 + (listener + artist) % 9, .firstAt = 1'000'000 + (listener * 31 + artist * 17) % 1000});
            }
        }
    }
    return data;
}

TEST(Taste, AListenerWhoComesLaterIsWhatTrainingMakesOfThem)
{
    const TasteData data = scenes(60, 45);
    for (const TasteWeights weights : {TasteWeights::Bm25, TasteWeights::Log, TasteWeights::Plays, TasteWeights::Ratings}) {
        const TasteOptions options{.weights = weights, .rank = 12, .regularisation = 0.7F};
        TasteModel model = modelOf(data, data.entries, options);
        const auto interactions = learn::Interactions::of(60, 45, weighted(model, data.entries));
        ASSERT_TRUE(interactions);
        learn::FactorOptions exact = factorOptions(options);
        exact.solver = learn::Solver::Cholesky;
        auto factors = learn::Factorisation::begin(*interactions, exact);
        ASSERT_TRUE(factors);
        for (int i = 0; i < 5; ++i) ASSERT_TRUE(factors->iterate());
        setFactors(model, factors->factors().items);
        // The artists are of after the listeners: one more round gives the listeners that belong to them.
        ASSERT_TRUE(factors->iterate());
        for (std::uint32_t listener = 0; listener < 60; ++listener) {
            std::vector<HeardArtist> heard;
            for (const ArtistPlays &each : data.entries) {
                if (each.listener == listener) heard.push_back({.artist = each.artist, .plays = static_cast<double>(each.plays)});
            }
            const auto folded = model.foldIn(model.weigh(heard));
            const auto trained = std::as_const(*factors).factors().users.row(listener);
            for (std::size_t i = 0; i < folded.size(); ++i) EXPECT_NEAR(folded[i], trained[i], 2e-3 * (1 + std::abs(trained[i]))) << static_cast<int>(weights);
        }
    }
}

TEST(Taste, WhatIsAskedForIsNotTold)
{
    const TasteData data = scenes(200, 60);
    for (const TasteSplit &split : {splitByTime(data, 50), splitByListener(data, 1000)}) {
        ASSERT_GT(split.questions.size(), 20U) << split.name;
        EXPECT_LE(split.questions.size(), split.name == "time" ? 50U : 1000U);
        for (const TasteQuestion &question : split.questions) {
            EXPECT_TRUE(std::ranges::is_sorted(question.right));
            for (const ArtistPlays &each : question.known) EXPECT_FALSE(std::ranges::binary_search(question.right, each.artist));
            const std::uint32_t listener = question.known.front().listener;
            for (const ArtistPlays &each : split.train) {
                if (each.listener != listener) continue;
                EXPECT_EQ(split.name, "time") << "this listener is not trained on";
                EXPECT_FALSE(std::ranges::binary_search(question.right, each.artist));
            }
        }
    }
}

TEST(Taste, FiguresByHand)
{
    const std::vector<std::uint32_t> right{2, 5, 9};
    const ListFigures found = figuresOf(std::vector<std::uint32_t>{5, 1, 2, 3, 4, 6, 7, 8, 10, 11, 9}, right);
    EXPECT_NEAR(found.ndcg10, (1 + 0.5) / (1 + 1 / std::log2(3) + 0.5), 1e-12);
    EXPECT_NEAR(found.precision10, 0.2, 1e-12);
    EXPECT_NEAR(found.recall20, 1, 1e-12);
    EXPECT_EQ(figuresOf({}, right).ndcg10, 0);
    EXPECT_EQ(figuresOf(right, right).ndcg10, 1);
    const std::vector<ArtistPlays> known{{.listener = 0, .artist = 1, .plays = 1}};
    EXPECT_EQ(bestOf(std::vector<float>{1, 9, 3, 3}, known, 2), (std::vector<std::uint32_t>{2, 3}));
    EXPECT_EQ(bestOf(std::vector<float>{1, 9}, known, 20), (std::vector<std::uint32_t>{0}));
}

TEST(Taste, OptionsOutOfRangeAreRefused)
{
    EXPECT_TRUE(check({}));
    for (const TasteOptions &bad : {TasteOptions{.rank = 0}, {.rank = 257}, {.regularisation = 0}, {.regularisation = NAN}, {.alpha = -1}, {.iterations = 0}}) EXPECT_EQ(check(bad).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace taraf::work
