/// @file What one listener heard and said: what recommendations begin with.
#pragma once

#include "taraf/base/taste.h"
#include "taraf/store/library.h"
#include "taraf/store/listens.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace taraf::answer {

struct Listener {
    store::ListenerId id;
    std::uint64_t plays = 0, opinions = 0;
    std::map<std::string, HeardArtist> artists;         ///< by comparable(name); of the model's artists none is meant yet
    std::unordered_map<RecordingId, double> recordings; ///< what of the collection was heard, or is liked, and how much
    std::unordered_set<RecordingId> judged;             ///< or heard
    std::unordered_set<AlbumId> judgedAlbums;
};

/// Opinions are those of the one whose library this is. Errors: NotFound (nobody is called so), those of the library.
[[nodiscard]] Result<store::ListenerId> listenerNamed(store::Listens &listens, const std::string &name);
[[nodiscard]] Result<Listener> listenerOf(store::Library &library, store::Listens &listens, store::ListenerId id);

/// What the model knows of it. Several spellings of an artist are one.
[[nodiscard]] std::vector<HeardArtist> knownTo(const TasteModel &model, const Listener &listener);

} // namespace taraf::answer
