/// @file Who heard which artists how often: what a model of taste is trained and judged on.
#pragma once

#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/base/taste.h"
#include "taraf/learn/factors.h"
#include "taraf/store/listens.h"
#include "taraf/work/recommend.h"

#include <stop_token>
#include <unordered_map>

namespace taraf::work {

struct ArtistPlays {
    std::uint32_t listener = 0, artist = 0; ///< places in TasteData
    std::uint32_t plays = 0;
    std::uint32_t firstAt = 0;              ///< 0: unknown
};

struct TasteData {
    std::vector<store::ListenerId> listeners;
    std::vector<std::string> names, ids;   ///< of artists: one spelling; the id of MusicBrainz
    std::vector<std::pair<std::int64_t, std::uint32_t>> spellings; ///< TasteModel::keyOf() of all, ascending
    std::vector<ArtistPlays> entries;      ///< by listener, then artist
    std::vector<std::pair<std::int64_t, std::uint32_t>> recordings; ///< of the collection: plays by everybody; ascending

    [[nodiscard]] std::uint64_t others() const; ///< listeners beside kSelf
};

/// The library, for writing, where there is one: what taste would be learned from an empty one? Errors: those of Library::open().
[[nodiscard]] Result<store::Library> libraryToLearnFrom(const Home &home);

/// Everybody's listens and counts. Spellings that differ in case, marks and punctuation are one artist; "Various Artists" and the like are none.
/// Artists with fewer listeners than `least` are left out; 0: 4, or 2 where there are fewer than 40 listeners. Errors: the library's, Cancelled.
[[nodiscard]] Result<TasteData> readTasteData(const Home &home, store::Listens &listens, unsigned least, const std::stop_token &stop, const ProgressSink &progress);

/// All but the factors of a model for such entries.
[[nodiscard]] TasteModel modelOf(const TasteData &data, std::span<const ArtistPlays> entries, const TasteOptions &options);

/// The weights of all entries, listener by listener.
[[nodiscard]] std::vector<learn::Interaction> weighted(const TasteModel &model, std::span<const ArtistPlays> entries);

[[nodiscard]] learn::FactorOptions factorOptions(const TasteOptions &options);

/// Puts the factors into the model, with what follows from them.
void setFactors(TasteModel &model, const learn::FactorRows &artists);

/// Where the options say so, with what a search found best (setting `taste.options`). Errors: the library's.
[[nodiscard]] Result<TasteOptions> takenOptions(store::Library &library, const TasteOptions &options);

/// Errors: InvalidArgument.
[[nodiscard]] Result<> check(const TasteOptions &options);

} // namespace taraf::work
