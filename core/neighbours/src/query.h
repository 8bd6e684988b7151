/// @file A question, checked and with its parts at unit length.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/vectors.h"
#include "taraf/neighbours/hit.h"
#include "taraf/neighbours/vector_file.h"

#include <array>
#include <span>
#include <vector>

namespace taraf::neighbours {

struct Query {
    std::array<float, kVectorSize> unit{};
    PartWeights weights{}; ///< 0 also for a part that is zero in the query

    [[nodiscard]] std::span<const float> part(Part which) const noexcept
    {
        return std::span<const float>(unit).subspan(range(which).offset, range(which).size);
    }
};

/// Errors: InvalidArgument.
[[nodiscard]] Result<Query> prepare(std::span<const float, kVectorSize> vector, const PartWeights &weights);

/// Sorts by descending cosine, then id; keeps the first k, each id once.
void keepBest(std::vector<Hit> &hits, std::size_t k);

/// The scan behind exactScan().
[[nodiscard]] std::vector<Hit> scan(const VectorFile &file, const Query &query, std::size_t k, const Exclude &exclude);

} // namespace taraf::neighbours
