/// @file What training makes small.
#pragma once

#include "tensors.h"

namespace taraf::learn {

/// Normalised temperature-scaled cross entropy over rows of unit length: row i and row i + n/2 are one track. A number.
/// Source: T. Chen et al., "A simple framework for contrastive learning of visual representations", 2020, eq. 1.
[[nodiscard]] Tensor contrast(const Tensor &vectors, double temperature);

} // namespace taraf::learn
