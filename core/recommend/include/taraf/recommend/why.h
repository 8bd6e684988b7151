/// @file Why a track is there, in words that the data bears out.
#pragma once

#include "taraf/recommend/song.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace taraf::recommend {

/// A part is called alike from this many deviations above a random pair (about one random pair in fifteen is).
inline constexpr float kStandsOut = 1.5F;

/// Years at most this far apart are one era.
inline constexpr int kEraYears = 3;

/// What a claim is made against.
enum class Against : std::uint8_t {
    Query,    ///< what was asked with
    Seed,     ///< the radio's seed
    Previous, ///< the track before it
    End,      ///< the end of a path, of its start
};

enum class Era : std::uint8_t {
    None,
    Decade, ///< all years lie in one decade: "both 1990s"
    Close,  ///< at most kEraYears from each of the others' years: "1989 and 1991"
};

/// Every claim holds against each one of the songs it was compared with.
struct Why {
    Against against = Against::Query;
    /// Which of Timbre, Rhythm, Harmony stand out: cosine > 0 and standardScore >= kStandsOut; the strongest first.
    std::vector<Part> alike;
    /// Where none stands out: the one with the greatest standardScore, if it is above a random pair's mean
    /// and its cosine above 0.
    std::optional<Part> closest;
    /// The overall part stands out likewise.
    bool alikeAsAWhole = false;
    std::string genre;       ///< one that all are tagged with, as the candidate spells it ("Other" and the like don't count); empty: none
    Era era = Era::None;
    int year = 0;            ///< the candidate's, where era is not None
    int otherYear = 0;       ///< the other's, where there is one other and era is not None
    bool severalOthers = false; ///< it was compared with more than one
    bool sameAlbum = false;
    bool sameArtist = false;

    /// "timbre and rhythm alike, same genre (Jazz), both 1990s". Never empty.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Why &, const Why &) = default;
};

/// Compares a song with others (the query's tracks; the track before it). `cosines` are to what they make together.
[[nodiscard]] Why explain(const Song &song, const std::array<float, kPartCount> &cosines, std::span<const Song> others,
                          const Calibration &calibration, Against against = Against::Query);

} // namespace taraf::recommend
