/// @file How weights follow their gradients.
#pragma once

#include "tensors.h"

#include <vector>

namespace taraf::learn {

struct Pace {
    double rate;
    double inertia; ///< of the gradient's mean
};

/// Up to the highest rate in the first three tenths of the steps, then down to next to nothing; inertia the other way round.
/// Source: L. N. Smith, N. Topin, "Super-convergence", 2019, with cosines for lines.
[[nodiscard]] Pace oneCycle(unsigned step, unsigned steps);

/// AdamW. Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019, algorithm 2.
class Optimiser
{
public:
    explicit Optimiser(const std::vector<Tensor> &weights);

    /// One step; `step` counts from 1. The weights' gradients are used and dropped.
    void follow(std::vector<Tensor> &weights, Pace pace, unsigned step);

    [[nodiscard]] std::vector<float> flat() const;
    void restore(std::span<const float> numbers);
    [[nodiscard]] std::size_t count() const;

private:
    std::vector<Tensor> m_means, m_squares;
};

} // namespace taraf::learn
