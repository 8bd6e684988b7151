/// @file Nearest neighbours by looking at every vector.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/vectors.h"
#include "taraf/neighbours/hit.h"
#include "taraf/neighbours/vector_file.h"

#include <cstddef>
#include <span>
#include <vector>

namespace taraf::neighbours {

/// The k nearest rows by the weighted sum of the parts' cosines: every row by its high plane, the best 4 k + 32 again by all
/// 16 bits. A part whose weight is 0 is not read. About 0.4 ms for 100,000 rows and the overall part, one core.
/// Corrected: the best by proximity among the max(100, 4 k, min(10 k, 1000)) nearest.
/// `query`: any finite numbers; its parts are brought to unit length. `weights`: finite, not negative, not all 0.
/// Errors: InvalidArgument. Threads: any number at once.
[[nodiscard]] Result<std::vector<Hit>> exactScan(const VectorFile &file, std::span<const float, kVectorSize> query, std::size_t k,
                                                 const PartWeights &weights, const Exclude &exclude = {}, Ranking ranking = Ranking::Plain);

} // namespace taraf::neighbours
