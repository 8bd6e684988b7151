/// @file Sorting networks: many short columns are sorted at once by whole-tensor minima and maxima, on any device.
#pragma once

#include "tensors.h"

#include <cstddef>
#include <vector>

namespace taraf::analysis {

/// Leaves the larger of two wires on `high`, the smaller on `low`.
struct Comparator {
    std::size_t high;
    std::size_t low;
    bool highUsed = true; ///< whether anything reads this output later
    bool lowUsed = true;
};

struct Network {
    std::vector<Comparator> comparators;
    std::vector<std::size_t> order; ///< the wires that hold the largest, the second largest, … at the end
};

/// Sorts `size` wires in descending order.
/// Source: K. E. Batcher, "Sorting networks and their applications", 1968 (odd-even merge sort).
[[nodiscard]] Network sortingNetwork(std::size_t size);

/// The `keep` largest, in descending order, of wires 0 to a-1 and wires a to a+b-1, each in descending order already.
/// Same source; comparators that only the others need are left out.
[[nodiscard]] Network mergingNetwork(std::size_t a, std::size_t b, std::size_t keep);

/// The sorted wires. All of one shape; the given ones are not changed.
[[nodiscard]] std::vector<Tensor> run(const Network &network, std::vector<Tensor> wires);

} // namespace taraf::analysis
