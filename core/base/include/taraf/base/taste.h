/// @file A model of taste: what the listens of many say about which artists go together; and what it makes of one listener, at once.
///
/// The landing `work` makes it and the landing `answer` asks it, so that a question maps nothing of what trains.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/home.h"
#include "taraf/base/opinion.h"
#include "taraf/base/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taraf {

/// How plays become weights.
enum class TasteWeights : std::uint8_t {
    Bm25,   ///< S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework", 2009, as the library implicit has it: what everybody plays and who plays everything counts less
    Log,    ///< ln(1 + plays)
    Plays,
    Ratings ///< explicit, 5 to 10 a listener: ceil(5 (plays - least) / (most - least)) + 5, and 5 where all are equal
};
inline constexpr std::string_view kTasteWeights[] = {"bm25", "log", "plays", "ratings"};

/// What a listener did with an artist of the model.
struct HeardArtist {
    std::uint32_t artist = 0;
    double plays = 0;
    Opinion opinion{};
};

struct WeightedArtist {
    std::uint32_t artist = 0;
    float weight = 0; ///< below 0: disliked. Of Ratings: the rating
};

/// Factors of artists. Arrays have one element an artist, `factors` rank numbers.
struct TasteModel {
    std::uint64_t library = 0;    ///< whose it is: the number that the library keeps under the setting `taste.library`
    std::uint64_t generation = 0; ///< counts the trainings
    UnixTime madeAt{0};
    std::uint64_t listeners = 0, entries = 0;
    TasteWeights weights = TasteWeights::Bm25;
    std::uint32_t rank = 0;
    float regularisation = 0, alpha = 0;
    bool scales = false;          ///< the regularisation of a listener is multiplied by the number of artists
    float meanLikeness = 0;       ///< of pairs of artists
    std::vector<float> factors{}, gram{}; ///< of all artists; Σ y yᵀ over them (rank × rank)
    std::vector<float> lengths{};       ///< for Bm25: 1 - B + B * (plays of the artist by everybody / those of the mean artist)
    std::vector<std::uint32_t> heardBy{}; ///< listeners
    std::vector<std::string> names{}, ids{}; ///< for people; of MusicBrainz, or empty
    std::vector<std::pair<std::int64_t, std::uint32_t>> spellings{}; ///< keyOf() of each way an artist is written, ascending
    std::vector<std::pair<std::int64_t, std::uint32_t>> recordings{}; ///< of the library: how often everybody played it; ascending

    [[nodiscard]] std::size_t size() const noexcept { return heardBy.size(); }
    [[nodiscard]] std::span<const float> row(std::uint32_t artist) const noexcept { return std::span(factors).subspan(std::size_t{artist} * rank, rank); }

    /// The fingerprint of comparable(name).
    [[nodiscard]] static std::int64_t keyOf(std::string_view name);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;

    /// How alike two artists are to those who hear them: the cosine of their factors, in [-1, 1]; 0 where one has none. A radio divides a distance by
    /// exp(0.5 (likeness - meanLikeness)).
    [[nodiscard]] float likeness(std::uint32_t a, std::uint32_t b) const noexcept;

    /// The weights of one listener. An opinion wins over plays: hate, reject and a rating of 3 or less are dislike.
    [[nodiscard]] std::vector<WeightedArtist> weigh(std::span<const HeardArtist> heard) const;

    /// The listener's factors, by one solve as in a training (learn/factors.h): a word that was just said counts. Nothing heard: zeros.
    [[nodiscard]] std::vector<float> foldIn(std::span<const WeightedArtist> weighted) const;

    /// What the listener may think of each artist: the higher, the better.
    [[nodiscard]] std::vector<float> scores(std::span<const float> listener) const;
};

/// Where a library's model is kept, and what is held while one is made.
[[nodiscard]] inline std::string tasteFile(const Home &home) { return home.cache + "/taste"; }
[[nodiscard]] inline std::string tasteLock(const Home &home) { return home.data + "/taste.lock"; }

/// One file, there whole or not at all, with a checksum. Errors: Io.
[[nodiscard]] Result<> saveTaste(const std::string &path, const TasteModel &model);
/// Errors: NotFound, Io, Unsupported (of another Taraf), Corrupt, each naming the path.
[[nodiscard]] Result<TasteModel> loadTaste(const std::string &path);

} // namespace taraf
