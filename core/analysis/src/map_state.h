/// @file What a map consists of, and the prior it starts from.
#pragma once

#include "taraf/analysis/map.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::analysis {

/// Numbers of the descriptor that go into vectors: those of the groups but Kept, in the descriptor's order.
inline constexpr std::size_t kCompared = [] {
    std::size_t count = 0;
    for (const PatternRange &pattern : kPatterns) count += pattern.group == Group::Kept ? 0 : pattern.size();
    return count;
}();
static_assert(kPatterns[kPatternCount - 3].group != Group::Kept && kPatterns[kPatternCount - 2].offset == kCompared,
              "what is compared comes first");

/// The first and the count of the numbers that a part looks at.
struct Reach {
    std::size_t offset;
    std::size_t size;
};
[[nodiscard]] constexpr Reach reach(Part part)
{
    if (part == Part::Overall) return {0, kCompared};
    const Group group = part == Part::Timbre ? Group::Timbre : part == Part::Rhythm ? Group::Rhythm : Group::Harmony;
    Reach found{kDescriptorSize, 0};
    for (const PatternRange &pattern : kPatterns) {
        if (pattern.group != group) continue;
        found.offset = found.offset < pattern.offset ? found.offset : pattern.offset;
        found.size += pattern.size();
    }
    return found;
}

/// Standardised values are cut off here: one freak number must not decide about a track.
inline constexpr float kFarthest = 5.0F;

/// A part is the unit vector along clip(z) * projection, where z = (x - mean) * scale, number by number.
struct Map::State {
    std::uint32_t trainedOn = 0;
    std::vector<float> mean;                                ///< kCompared
    std::vector<float> scale;                               ///< kCompared, 1 / standard deviation
    std::array<std::vector<float>, kPartCount> projections; ///< [reach(part).size][size of the part], pattern weights included
    std::uint64_t generation = 0;                           ///< of the content above
};

/// What is believed before the collection is known: the spread of descriptors of synthetic audio (tools/cold_start.cpp), built
/// in from resources/maps/cold-start.prior. Standardised numbers have the covariance factor' * factor + rest * identity.
struct Prior {
    static constexpr std::size_t kRank = 32;
    std::vector<float> mean;      ///< kCompared
    std::vector<float> deviation; ///< kCompared, positive
    std::vector<float> factor;    ///< [kRank][kCompared], of standardised, weighted numbers
    float rest = 0;
};
[[nodiscard]] const Prior &prior();
/// Generated: the bytes of the prior, little-endian floats in the order above.
[[nodiscard]] std::span<const unsigned char> priorBytes();

/// 1 / sqrt(size) of the pattern that each compared number belongs to. Source: similarity of block-level patterns by equal
/// shares (Seyerlehner, Widmer, Pohle 2010), for z-scores.
[[nodiscard]] std::vector<float> patternWeights();

/// The share of the collection against the prior, of means and of spreads.
inline constexpr double kMeanPrior = 10.0, kSpreadPrior = 50.0;

/// FNV-1a, 64 bit. Source: G. Fowler, L. Noll, K.-P. Vo, draft-eastlake-fnv.
[[nodiscard]] std::uint64_t contentHash(std::string_view bytes);

/// The bytes of a map's content: everything but header and checksum.
[[nodiscard]] std::string contentBytes(const Map::State &state);

} // namespace taraf::analysis
