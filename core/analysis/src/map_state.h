/// @file What a map consists of, and the prior it starts from.
#pragma once

#include "part_plan.h"

#include "taraf/analysis/map.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::analysis {

/// Standardised values are cut off here: one freak number must not decide about a track.
inline constexpr float kFarthest = 5.0F;

/// Artists with two tracks, below which nothing is learned of artists: among a few, how alike two tracks of one are by chance can't be told.
inline constexpr std::size_t kFewestArtists = 10;

/// Discriminants that are kept.
inline constexpr std::size_t kDirections = 48;

/// z = clip((x - mean) * scale), number by number. A part is the unit vector along z * base; where there are discriminants or a network
/// that it leans on, that along [unit(z * base), w unit(z * directions), w' unit(unit(network - networkMean) * networkAxes, number by number
/// times networkEmphasis)] * fusion.
struct Map::State {
    struct PartMap {
        std::vector<float> base;   ///< [reach(part).size][size of the part], weights of the patterns included
        std::vector<float> networkEmphasis; ///< kNetworkSize, or empty
        std::vector<float> fusion; ///< [joined(part)][size of the part], weights included; empty: the base alone
    };
    struct Shelf {
        std::uint64_t artist = 0;
        std::array<float, kShelvedParts> strength{}; ///< [0, 1]
        std::array<std::uint16_t, kShelved> mean{};  ///< halves
    };

    std::uint32_t trainedOn = 0;
    float directionWeight = 0;         ///< for people; it is in the fusions
    std::uint64_t network = 0;
    std::vector<float> mean;           ///< kCompared
    std::vector<float> scale;          ///< kCompared, 1 / standard deviation
    std::vector<float> directions;     ///< [kCompared][kDirections], or empty
    std::vector<float> networkMean;    ///< kNetworkSize, or empty
    std::vector<float> networkAxes;    ///< [kNetworkSize][kNetworkSize], or empty
    std::array<PartMap, kPartCount> parts;
    std::vector<Shelf> shelves;        ///< by ascending artist
    std::uint64_t generation = 0;      ///< of the content above

    /// How many numbers of the network a part takes.
    [[nodiscard]] std::size_t networkTaken(Part part) const noexcept { return plan(part).network > 0 && !networkMean.empty() ? kNetworkSize : 0; }
    /// How many numbers a part's fusion takes; 0: it has none.
    [[nodiscard]] std::size_t joined(Part part) const noexcept
    {
        const std::size_t directionsTaken = plan(part).directions > 0 && !directions.empty() ? kDirections : 0;
        return directionsTaken + networkTaken(part) == 0 ? 0 : range(part).size + directionsTaken + networkTaken(part);
    }
};

/// What is believed before the collection is known: the spread of descriptors of generated audio (tools/cold_start.cpp), built in
/// from resources/maps/cold-start.prior. Standardised numbers have the covariance factor' * factor + rest * identity, within tracks
/// scatter' * scatter + scatterRest * identity.
struct Prior {
    static constexpr std::size_t kRank = 48;
    std::vector<float> mean;      ///< kCompared
    std::vector<float> deviation; ///< kCompared, positive
    std::vector<float> factor;    ///< [kRank][kCompared]
    std::vector<float> scatter;   ///< [kRank][kCompared]
    float rest = 0, scatterRest = 0;
};
[[nodiscard]] const Prior &prior();
/// Generated: the bytes of the prior, little-endian floats in the order above.
[[nodiscard]] std::span<const unsigned char> priorBytes();
inline constexpr std::size_t kPriorSize = (2 * kCompared + 2 * Prior::kRank * kCompared + 2) * sizeof(float);

/// The share of the collection against the prior, of means and of spreads.
inline constexpr double kMeanPrior = 10.0, kSpreadPrior = 10.0;

/// FNV-1a, 64 bit. Source: G. Fowler, L. Noll, K.-P. Vo, draft-eastlake-fnv.
[[nodiscard]] std::uint64_t contentHash(std::string_view bytes);

/// The bytes of a map's content: everything but header and checksum.
[[nodiscard]] std::string contentBytes(const Map::State &state);

/// Brings numbers to unit length; all zero where nothing sets them apart.
void normalise(std::span<float> numbers) noexcept;

} // namespace taraf::analysis
