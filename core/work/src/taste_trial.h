/// @file Listeners who are asked about what they heard and a model was not told, and how good the answers are.
#pragma once

#include "taste_data.h"

namespace taraf::work {

struct TasteQuestion {
    std::vector<ArtistPlays> known;    ///< by artist
    std::vector<std::uint32_t> right;  ///< ascending
};

struct TasteSplit {
    std::string name;
    std::vector<ArtistPlays> train;    ///< by listener, then artist
    std::vector<TasteQuestion> questions;
};

/// Known is what was heard first in the first four fifths of all first hearings; the rest is asked about. No questions where no times are known.
[[nodiscard]] TasteSplit splitByTime(const TasteData &data, std::size_t most);
/// Every fifth listener is not trained on; of a fifth of the artists is asked.
[[nodiscard]] TasteSplit splitByListener(const TasteData &data, std::size_t most);

struct ListFigures {
    double ndcg10 = 0, precision10 = 0, recall20 = 0;
};

/// NDCG: K. Järvelin, J. Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", 2002, with gains of 0 and 1. Precision is of ten, whatever there was to find.
[[nodiscard]] ListFigures figuresOf(std::span<const std::uint32_t> told, std::span<const std::uint32_t> right);

/// The artists with the highest scores that are not known, best first; of equal ones the first.
[[nodiscard]] std::vector<std::uint32_t> bestOf(std::span<const float> scores, std::span<const ArtistPlays> known, std::size_t count);

/// Scores of mean 0 and variance 1 over what is not known.
void standardise(std::span<float> scores, std::span<const ArtistPlays> known);

/// What a model says of all artists to one who knows these.
[[nodiscard]] std::vector<float> scoresFor(const TasteModel &model, std::span<const ArtistPlays> known);

} // namespace taraf::work
