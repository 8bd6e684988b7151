/// @file All that a recommendation is made of.
#pragma once

#include "listener.h"
#include "parts.h"

#include "taraf/base/taste.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace taraf::answer {

struct Shares {
    float sound = 0.25F, popularity = 0; ///< beside one of the factors; `taraf recommend evaluate` finds better ones
};

/// An artist of the collection.
struct Owned {
    std::string name;
    std::vector<RecordingId> tracks;
};

struct Near {
    float score = 0; ///< in deviations above a random pair
    RecordingId seed;
};

/// All that an answer is made of.
struct Scene {
    store::Library &library;
    Listener listener;
    std::optional<TasteModel> model; ///< not there: nobody else's listens say anything
    std::vector<HeardArtist> known;
    std::vector<float> scores;       ///< of the model's artists, standardised
    std::unordered_map<RecordingId, Near> sounds;
    Shares shares;
    std::map<std::string, Owned> owned; ///< by comparable(name)
    std::unordered_map<AlbumId, std::vector<RecordingId>> albums;
    std::unordered_map<RecordingId, std::string> artistOf; ///< comparable()
    store::Unwanted unwanted;
    std::vector<std::string> notes;
};

/// What is owned, what others with that taste hear, and what sounds like what is liked. Without the one or the other the notes say so. `library` must outlive it.
/// Errors: those of the library and of the index.
[[nodiscard]] Result<Scene> sceneOf(const Home &home, store::Library &library, Listener listener);

} // namespace taraf::answer
