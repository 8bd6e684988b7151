/// @file What the recommender is told about a recording, and how two of them are compared.
#pragma once

#include "taraf/base/ids.h"
#include "taraf/base/track.h"
#include "taraf/base/traits.h"
#include "taraf/base/units.h"
#include "taraf/base/vectors.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::recommend {

/// A recording of the collection, or a query from outside it. The vector is the caller's and must outlive the call.
struct Song {
    RecordingId recording;                ///< not valid: it is not in the collection
    AlbumId album;                        ///< not valid: none
    std::vector<std::string> artistKeys;  ///< comparable() names, first the main one; may be empty
    std::string titleKey;                 ///< comparable(); empty: unknown, then it is never taken for another's version
    Milliseconds duration{0};             ///< 0 unknown, then no rule about duration applies
    std::vector<std::string> genres;      ///< as tagged
    int year = 0;                         ///< [1, 9999]; 0 unknown
    bool unwanted = false;                ///< people hate or rejected it, its album or one of its artists
    std::uint64_t plays = 0;              ///< by the library's owner, as far as is known
    std::optional<Traits> traits{};       ///< nothing: not known
    std::span<const float> vector;        ///< kVectorSize floats, each part unit length or all zero; or empty
};

/// A song and how near it is to the query.
struct Candidate : Song {
    float score = 0;                               ///< [-1, 1], what it is ranked by and shown with: the weighted cosine, corrected for hubs
    std::array<float, kPartCount> partCosines{};   ///< [-1, 1]; 0 where a part is missing on either side
};

/// The cosine of random pairs of the collection.
struct Spread {
    float mean = 0.0F;       ///< [-1, 1)
    float deviation = 0.2F;  ///< > 0
};

struct Calibration {
    std::array<Spread, kPartCount> parts{};
    float mean = 0.0F; ///< of the score that a question is answered with, [-1, 1)
};

/// Cosine of each part of two vectors. 0 for a part that is zero in either; all 0 if either has not kVectorSize floats.
[[nodiscard]] std::array<float, kPartCount> partCosines(std::span<const float> a, std::span<const float> b) noexcept;

/// The parts' cosines by their weights.
[[nodiscard]] float weighted(const std::array<float, kPartCount> &cosines, const PartWeights &weights) noexcept;

/// weighted(partCosines(a, b), weights); parts without weight are not computed.
[[nodiscard]] float cosine(std::span<const float> a, std::span<const float> b, const PartWeights &weights) noexcept;

/// How many deviations above the random pair's mean. 0 where the deviation is not positive or anything is not finite.
[[nodiscard]] float standardScore(float cosine, const Spread &spread) noexcept;

/// Both are by somebody, and by the same.
[[nodiscard]] bool shareArtist(const Song &a, const Song &b) noexcept;

} // namespace taraf::recommend
