/// @file Hubs: tracks that are near to everything, and how they are kept from answering everybody.
#pragma once

#include "query.h"
#include "taraf/base/vectors.h"
#include "taraf/neighbours/hit.h"
#include "taraf/neighbours/vector_file.h"
#include "taraf/neighbours/vector_rows.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace taraf::neighbours {

/// The logarithm of the mutual proximity of two tracks: how likely it is that a track at random is farther from each of them than they are
/// from each other. With normal distributions that don't depend on each other: log Phi((c - mean1) / deviation1) + log Phi((c - mean2) / deviation2).
/// At most 0; never NaN. Deviations are positive.
/// Source: Schnitzer, Flexer, Schedl, Widmer, "Local and global scaling reduce hubs in space", JMLR 13, 2012, section 3.2.1, for cosines
/// instead of distances.
[[nodiscard]] double logProximity(float cosine, const Calibration &one, const Calibration &other) noexcept;

/// The cosine at which two tracks that are both spread as `ordinary` have the mutual proximity of these two: the same order, read as a cosine.
[[nodiscard]] float corrected(float cosine, const Calibration &one, const Calibration &other, const Calibration &ordinary) noexcept;

/// Mean and deviation of cosines to anchors. Left out: those where `known` is 0, and those from 0.99 of `most` on, which are the track itself.
[[nodiscard]] Calibration spreadOf(std::span<const float> cosines, std::span<const float> known, float most = 1.0F) noexcept;

/// Anchors in memory, on their way into a file.
struct ChosenAnchors {
    std::array<std::vector<float>, kPartCount> scales;
    std::array<std::vector<std::int8_t>, kPartCount> codes;

    /// Those rows whose ids have the smallest hashes, at most kMostAnchors.
    explicit ChosenAnchors(const VectorRows &rows);
    /// Copies.
    explicit ChosenAnchors(const Anchors &anchors);
    [[nodiscard]] Anchors view() const noexcept;
};

/// How a row's part, in 16 bits, is spread to the anchors.
[[nodiscard]] Calibration spreadTo(const Anchors &anchors, const PartRange &part, std::span<const std::int16_t> codes) noexcept;

/// One question's ranking. The file and the query must outlive it.
class Hubs
{
public:
    Hubs(const VectorFile &file, const Query &query) noexcept;

    /// What rows are ordered by; `cosine` is the row's to the query.
    [[nodiscard]] double logProximity(std::size_t row, float cosine) const noexcept;
    /// The same in Hit::proximity's terms.
    [[nodiscard]] float corrected(std::size_t row, float cosine) const noexcept;

private:
    /// Of the row, weighted as the query asks.
    [[nodiscard]] Calibration spreadOf(std::size_t row) const noexcept;
    /// The query's spread and the row's, each part of the way between what everybody's is and its own.
    struct Pair {
        Calibration one, other;
    };
    [[nodiscard]] Pair pairOf(std::size_t row, float cosine) const noexcept;

    const VectorFile &m_file;
    const Query &m_query;
    Calibration m_ordinary;  ///< of a pair at random; stands in for a spread that is not known
    Calibration m_own;       ///< of the query
    float m_strength = 1.0F; ///< 0: not corrected, 1: mutual proximity
    float m_together = 1.0F; ///< the deviation of weighted parts by the weighted sum of theirs: 1 where they go together, less where not
};

} // namespace taraf::neighbours
