/// @file Vectors that lie as tracks do: many, around fewer centers.
#pragma once

#include "taraf/base/vectors.h"
#include "taraf/neighbours/hit.h"
#include "taraf/neighbours/vector_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <span>
#include <vector>

namespace taraf::neighbours::test {

using Vector = std::array<float, kVectorSize>;

inline constexpr PartWeights kOverall{1.0F, 0.0F, 0.0F, 0.0F};
inline constexpr PartWeights kMixed{0.4F, 0.1F, 0.3F, 0.2F};

inline void toUnitParts(Vector &vector)
{
    for (const PartRange &part : kParts) {
        double squares = 0.0;
        for (std::size_t i = 0; i < part.size; ++i) squares += std::pow(static_cast<double>(vector[part.offset + i]), 2.0);
        if (squares == 0.0) continue;
        for (std::size_t i = 0; i < part.size; ++i) {
            vector[part.offset + i] = static_cast<float>(static_cast<double>(vector[part.offset + i]) / std::sqrt(squares));
        }
    }
}

class Clusters
{
public:
    explicit Clusters(std::size_t centers, unsigned seed = 1) : m_random(seed), m_centers(centers)
    {
        for (Vector &center : m_centers) center = draw(Vector{}, 1.0F);
    }
    Vector next() { return draw(m_centers[m_random() % m_centers.size()], 0.8F); }
    std::vector<Vector> next(std::size_t count)
    {
        std::vector<Vector> vectors(count);
        for (Vector &vector : vectors) vector = next();
        return vectors;
    }

private:
    Vector draw(const Vector &center, float spread)
    {
        std::normal_distribution<float> normal;
        Vector vector = center;
        for (const PartRange &part : kParts) {
            for (std::size_t i = 0; i < part.size; ++i) vector[part.offset + i] += spread * normal(m_random) / std::sqrt(static_cast<float>(part.size));
        }
        toUnitParts(vector);
        return vector;
    }

    std::mt19937_64 m_random;
    std::vector<Vector> m_centers;
};

/// A collection in floats, to compare against.
struct Truth {
    std::vector<std::int64_t> ids;
    std::vector<Vector> vectors;

    [[nodiscard]] VectorRows rows() const
    {
        VectorRows rows;
        for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_TRUE(rows.add(RecordingId(ids[i]), vectors[i]));
        return rows;
    }
    [[nodiscard]] static double cosine(const Vector &a, const Vector &b, const PartWeights &weights)
    {
        double sum = 0.0;
        for (std::size_t p = 0; p < kPartCount; ++p) {
            double dot = 0.0;
            for (std::size_t i = 0; i < kParts[p].size; ++i) {
                dot += static_cast<double>(a[kParts[p].offset + i]) * static_cast<double>(b[kParts[p].offset + i]);
            }
            sum += static_cast<double>(weights[p]) * dot;
        }
        return sum;
    }
    [[nodiscard]] std::vector<Hit> nearest(const Vector &query, std::size_t k, const PartWeights &weights) const
    {
        std::vector<Hit> hits;
        for (std::size_t i = 0; i < ids.size(); ++i) hits.push_back({RecordingId(ids[i]), static_cast<float>(cosine(vectors[i], query, weights))});
        std::ranges::sort(hits, [](const Hit &a, const Hit &b) { return a.cosine != b.cosine ? a.cosine > b.cosine : a.id < b.id; });
        hits.resize(std::min(k, hits.size()));
        return hits;
    }
};

/// How many of `truth` are among `hits`.
inline std::size_t overlap(const std::vector<Hit> &hits, const std::vector<Hit> &truth)
{
    return static_cast<std::size_t>(std::ranges::count_if(truth, [&](const Hit &wanted) { return std::ranges::contains(hits, wanted.id, &Hit::id); }));
}

/// `count` vectors with ids first, first + step, …
inline Truth collection(Clusters &clusters, std::size_t count, std::int64_t first = 1, std::int64_t step = 1)
{
    Truth truth;
    truth.vectors = clusters.next(count);
    for (std::size_t i = 0; i < count; ++i) truth.ids.push_back(first + static_cast<std::int64_t>(i) * step);
    return truth;
}

} // namespace taraf::neighbours::test
