/// @file Collaborative filtering: a model of taste from everybody's listens, its tuning, and how good it is.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/base/taste.h"

#include <array>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

/// How a model is trained. Defaults: as moomoo has them for the artists of ListenBrainz.
struct TasteOptions {
    TasteWeights weights = TasteWeights::Bm25;
    int rank = 64;               ///< [1, 256]
    float regularisation = 0.05F;
    float alpha = 2;             ///< not of Ratings
    int iterations = 15;         ///< [1, 1000]
    unsigned leastListeners = 0; ///< an artist with fewer is left out; 0: 4, or 2 where there are fewer than 40 listeners
    std::uint64_t seed = 1;
    bool isTuned = false;        ///< the options that a search found best, where there was one, in the place of weights, rank, regularisation, alpha and iterations
    bool isAnew = false;         ///< not from where the last training ended
    unsigned threads = 0;        ///< 0: one a core
};

struct TasteResult {
    std::uint64_t listeners = 0, artists = 0, entries = 0;
    std::uint64_t others = 0;    ///< listeners beside the one whose library this is
    bool isTrained = false;      ///< false: there are too few others, and nothing was written
    bool isWarm = false;         ///< it went on from the former one
    int iterations = 0;
    std::vector<double> losses{}; ///< after each iteration
    std::uint64_t generation = 0;
    double seconds = 0;
};

/// Trains on every listener that the library knows and keeps the model in `home.cache`/taste. With fewer than two others who heard the same artists nothing can be learned.
/// Errors: NotFound (no library), InvalidArgument (options), Busy (another one trains), Io, Database, Cancelled. Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<TasteResult> trainTaste(const Home &home, const TasteOptions &options, const std::stop_token &stop, const ProgressSink &progress);

/// A cell of the search.
struct TasteCell {
    int rank = 0, iterations = 0;
    float regularisation = 0, alpha = 0;
    double figure = 0; ///< implicit: NDCG@10 of what was held out, the higher the better; Ratings: RMSE, the mean of five folds, the lower the better
};

struct TasteTuneResult {
    TasteWeights weights = TasteWeights::Bm25;
    std::vector<TasteCell> cells; ///< best first
    std::uint64_t resumed = 0;    ///< cells that a former search, which was stopped or killed, had done
    double seconds = 0;
};

/// Tries ranks × regularisations × alphas (of Ratings ranks × iterations × regularisations, the grid of the seed), each until it gets better no more. What is done is kept in
/// `home.cache`/taste.tuning, cell by cell, so that the same search goes on after a kill. The best is kept as the setting `taste.options`, which a training takes.
/// Errors: as trainTaste(); NotFound also where too little was heard by others.
[[nodiscard]] TARAF_EXPORT Result<TasteTuneResult> tuneTaste(const Home &home, const TasteOptions &options, const std::stop_token &stop, const ProgressSink &progress);

/// How well one way of recommending finds what listeners heard and it was not told of.
struct TasteFigures {
    std::string way;      ///< "popularity", "item-knn", "als", "audio", "blend"
    double ndcg10 = 0, precision10 = 0, recall20 = 0;
    double ndcgError = 0; ///< the standard error of ndcg10's difference from the blend's
    double coverage = 0;  ///< the share of all artists that are among anybody's first ten
    double popularity = 0; ///< the mean share of listeners that what is recommended has: the lower, the less it follows the crowd
};
struct TasteTrial {
    std::string split;    ///< "time": what each listener heard first in the last fifth of the time; "listener": listeners who were not trained on, a fifth of their artists
    std::uint64_t asked = 0;
    std::vector<TasteFigures> ways{};
    bool isBlendBest = false; ///< no other way has a higher ndcg10
};
struct TasteEvaluation {
    std::uint64_t listeners = 0, artists = 0, entries = 0, heard = 0; ///< heard: artists with a sound
    std::vector<TasteTrial> trials{};
    double seconds = 0;
};

/// Artists are recommended. The blend is of the factors, the sound of what is owned, and popularity, in shares that are chosen with every second question and kept as the setting
/// `taste.blend`; figures are of the others. Errors: as tuneTaste().
[[nodiscard]] TARAF_EXPORT Result<TasteEvaluation> evaluateTaste(const Home &home, const TasteOptions &options, const std::stop_token &stop, const ProgressSink &progress);

} // namespace taraf::work
