/// @file A question, checked and with its parts at unit length.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/vectors.h"
#include "taraf/neighbours/hit.h"
#include "taraf/neighbours/vector_file.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace taraf::neighbours {

struct Query {
    std::array<float, kVectorSize> unit{};
    alignas(64) std::array<std::int16_t, kVectorSize> codes{}; ///< the same in 16 bits: times the part's scale, it has unit length
    std::array<float, kPartCount> scales{};
    PartWeights weights{}; ///< 0 also for a part that is zero in the query

    [[nodiscard]] std::span<const float> part(Part which) const noexcept
    {
        return std::span<const float>(unit).subspan(range(which).offset, range(which).size);
    }
};

/// Errors: InvalidArgument.
[[nodiscard]] Result<Query> prepare(std::span<const float, kVectorSize> vector, const PartWeights &weights);

/// Cosines stay cosines: rounding can't lift one above the sum of the weights, and a forged file can't bring in a NaN, which no order has a
/// place for.
[[nodiscard]] float bounded(float cosine, const PartWeights &weights) noexcept;

/// A row that may be among the hits, and its cosine by the high planes.
struct Candidate {
    std::uint32_t row = 0;
    float cosine = 0.0F;
};

/// How many of the nearest by cosine are ranked for k hits.
[[nodiscard]] std::size_t candidatesFor(std::size_t k, Ranking ranking) noexcept;

/// The first k by their exact cosines, each row once. The low planes are read only of those whom they could bring among the k.
[[nodiscard]] std::vector<Hit> best(std::vector<Candidate> candidates, std::size_t k, const VectorFile &file, const Query &query, Ranking ranking);

/// The scan behind exactScan().
[[nodiscard]] std::vector<Hit> scan(const VectorFile &file, const Query &query, std::size_t k, const Exclude &exclude, Ranking ranking);

} // namespace taraf::neighbours
