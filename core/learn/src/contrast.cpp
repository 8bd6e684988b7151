#include "contrast.h"

#include <limits>

namespace taraf::learn {

Tensor contrast(const Tensor &vectors, double temperature)
{
    const std::int64_t rows = vectors.size(0);
    const auto whereabouts = vectors.options().dtype(at::kLong);
    const Tensor self = at::eye(rows, vectors.options().dtype(at::kBool));
    const Tensor alike = at::matmul(vectors, vectors.t()).div(temperature).masked_fill(self, -std::numeric_limits<double>::infinity());
    const Tensor partner = (at::arange(rows, whereabouts) + rows / 2).remainder(rows).unsqueeze(1);
    return (at::logsumexp(alike, at::IntArrayRef{1}) - alike.gather(1, partner).squeeze(1)).mean();
}

} // namespace taraf::learn
