/// @file One question made of several tracks, clips and exclusions.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/vectors.h"

#include <span>
#include <vector>

namespace taraf::recommend {

/// One thing that was asked with.
struct Term {
    std::span<const float> vector;                  ///< kVectorSize finite floats
    float weight = 1.0F;                            ///< > 0
    PartWeights parts = weights(Focus::Overall);    ///< what of it is meant: a clip can ask for its rhythm alone
};

/// What neighbours are sought for.
struct Query {
    std::vector<float> vector; ///< kVectorSize; each part unit length, or zero where no term has it
    PartWeights weights{};     ///< sums to 1
};

/// The terms' mean on the sphere, part by part, each term counting in a part by weight × parts[part]; the query's weights
/// are the terms' weighted mean. What is in `minus` is moved away from: mean(terms) − minusWeight · mean(minus), both unit.
/// Terms that cancel each other (opposite vectors) leave no direction: then the heaviest term (the first of equals) stands
/// for that part. If the exclusions cancel a part, it stays without them.
/// One term without minus gives back its own vector.
/// Source: J. Rocchio, "Relevance Feedback in Information Retrieval", in The SMART Retrieval System, 1971, with gamma = minusWeight.
/// Errors: InvalidArgument (no term, a vector of another size or not finite, a weight that is not positive, no part meant).
[[nodiscard]] Result<Query> combine(std::span<const Term> terms, std::span<const Term> minus = {}, float minusWeight = 0.5F);

} // namespace taraf::recommend
