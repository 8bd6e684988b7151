/// @file What each part of a vector looks at, and how it is learned. Every number here was measured: README.md.
#pragma once

#include "taraf/analysis/layout.h"
#include "taraf/base/vectors.h"

#include <array>
#include <cstddef>
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
inline constexpr std::size_t kComparedPatterns = kPatternCount - 2;

struct PartPlan {
    /// Of each pattern, in the order of kPatterns. All patterns have equal shares at 1, whatever their size: Seyerlehner et al. 2010.
    std::array<float, kComparedPatterns> weights;
    /// Directions count by their deviation to this power. Above 1 the coarse structure of a collection leads: two tracks are alike when they are
    /// alike to the same others. Source: diffusion maps, R. Coifman, S. Lafon 2006; 2 is one step of the diffusion.
    double emphasis;
    double withinShare;    ///< of the scatter within tracks, against the identity, when whitening
    float directions = 0;  ///< weight of the artists' discriminants, as a multiple of what leaving artists out allows
    float network = 0;     ///< weight of the tuned network
    double networkEmphasis = 1; ///< as `emphasis`, of the network's numbers
    float shelves = 0;     ///< how far the tracks of an artist are drawn together, as a multiple of how alike they are beyond chance
};

/// Tempo is the least dependable of the patterns: at full weight it costs 2 to 5 points everywhere. Tonality, which no key changes, tells
/// both genre and mood; the key profile needs the right tonic. Rhythm's fluctuations tell pieces apart more than genres.
inline constexpr std::array<PartPlan, kPartCount> kPlans{{
    // spectral contrast correlation cepstrum spread dynamics | delta variance fluctuation tempo | tonality key profile
    {.weights{1, 1, 1, 1, 1, 1, 1, 1, 1, 0.4F, 1, 0.6F}, .emphasis = 2, .withinShare = 0.5, .directions = 1, .network = 1, .networkEmphasis = 1.5, .shelves = 0.85F},
    {.weights{1, 1, 1, 1, 1, 1, 1, 1, 0.5F, 0.2F, 2, 0.3F}, .emphasis = 2.5, .withinShare = 0.5, .directions = 2, .network = 1, .networkEmphasis = 2.5, .shelves = 1.4F},
    {.weights{0.9F, 0.9F, 0.9F, 0.9F, 0.9F, 1.5F, 0.3F, 0.9F, 0.9F, 0.4F, 3, 1.3F}, .emphasis = 1.75, .withinShare = 0.5, .network = 1, .networkEmphasis = 1.5},
    {.weights{1, 1, 1, 1, 1, 0, 0, 0.5F, 0, 0, 0, 0}, .emphasis = 1.25, .withinShare = 0.8},
    {.weights{1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0}, .emphasis = 1, .withinShare = 0.5},
    {.weights{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0}, .emphasis = 1, .withinShare = 0.5},
    {.weights{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, .emphasis = 1, .withinShare = 0.5},
}};

[[nodiscard]] constexpr const PartPlan &plan(Part part) noexcept { return kPlans[static_cast<std::size_t>(part)]; }

/// The first and the count of the numbers that a part looks at.
struct Reach {
    std::size_t offset;
    std::size_t size;
};
[[nodiscard]] constexpr Reach reach(Part part)
{
    std::size_t first = kCompared, end = 0;
    for (std::size_t i = 0; i < kComparedPatterns; ++i) {
        if (plan(part).weights[i] <= 0) continue;
        first = first < kPatterns[i].offset ? first : kPatterns[i].offset;
        end = kPatterns[i].offset + kPatterns[i].size();
    }
    return {first, end - first};
}

/// Beside a network harmony counts so many times: a network hears timbre and rhythm once more, but hardly harmony, which lies between its bands.
inline constexpr double kUnheard = 2.0;

/// The weight of each compared number in a part: its pattern's, over the square root of the pattern's size. `tuned`: beside a network.
[[nodiscard]] std::vector<float> weightsOf(Part part, bool tuned = false);

/// The parts that lean on shelves lie side by side from the front.
inline constexpr std::size_t kShelved = [] {
    std::size_t size = 0;
    for (const PartRange &range : kParts) {
        if (plan(range.part).shelves > 0) size = range.offset + range.size;
    }
    return size;
}();
static_assert(plan(Part::Overall).shelves > 0 && plan(Part::Genre).shelves > 0 && kShelved == range(Part::Genre).offset + range(Part::Genre).size);
inline constexpr std::size_t kShelvedParts = 2;

} // namespace taraf::analysis
