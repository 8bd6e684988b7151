/// @file What makes the vectors: the layers of the model, as `taraf model` shows them.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/units.h"

#include <cstdint>
#include <optional>
#include <string>

namespace taraf::answer {

struct MapLayer {
    std::string hash;
    std::uint64_t trainedOn = 0; ///< tracks
    UnixTime createdAt{0};
};

/// What the map knows of artists.
struct ShelfLayer {
    std::uint64_t artists = 0; ///< whose tracks are drawn together
    double strength = 0;       ///< [0, 1], how far, on average
    double directions = 0;     ///< [0, 0.5], the weight of what tells artists apart

    [[nodiscard]] bool isThere() const noexcept { return artists > 0 || directions > 0; }
};

struct TunedLayer {
    std::string hash;
    bool isInUse = false;
    std::uint64_t trainedOn = 0; ///< tracks
    std::uint64_t seed = 0;
    std::string report;          ///< JSON: {"held_out","steps","figures":[{"name","before","after","error","queries"}]}
    UnixTime createdAt{0};
};

struct Model {
    std::uint32_t descriptor = 0;      ///< version
    std::optional<MapLayer> map;       ///< in use; none: nothing was listened to yet
    ShelfLayer shelves;                ///< of the map whose vectors are in the index
    std::optional<TunedLayer> tuned;   ///< the network that is kept, in use or not
    std::string generation;            ///< of the vectors in the index: the hash of their map; empty: no index
    std::uint64_t vectors = 0;         ///< in the index
    UnixTime builtAt{0};
};

/// Reads the library and the index's head, and maps nothing heavy. Errors: NotFound (no library), Corrupt, Database, Io. Threads: any.
[[nodiscard]] TARAF_EXPORT Result<Model> model(const Home &home);

} // namespace taraf::answer
