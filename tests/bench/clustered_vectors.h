/// @file Vectors that lie as tracks do, made row by row: any row of a million, without holding the others.
#pragma once

#include "taraf/base/vectors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace taraf::bench {

/// Overall parts around 1 center per 100 rows, as tracks lie around their styles; two of a cluster have a cosine of about 0.5. The other
/// parts are noise, there to be read. The same row is always the same.
class ClusteredVectors
{
public:
    using Vector = std::array<float, kVectorSize>;
    static constexpr std::size_t kDims = range(Part::Overall).size;

    explicit ClusteredVectors(std::size_t size) : m_centers(std::max<std::size_t>(size / 100, 10))
    {
        for (std::size_t i = 0; i < m_centers.size(); ++i) m_centers[i] = unit(i, nullptr);
    }

    [[nodiscard]] std::array<float, kDims> overall(std::uint64_t row) const
    {
        const std::uint64_t seed = kRows + row;
        return unit(seed, &m_centers[std::minstd_rand(static_cast<std::uint32_t>(seed))() % m_centers.size()]);
    }
    [[nodiscard]] Vector whole(std::uint64_t row) const
    {
        Vector vector{};
        std::ranges::copy(overall(row), vector.begin());
        std::minstd_rand random(static_cast<std::uint32_t>(row + 1));
        for (std::size_t i = kDims; i < kVectorSize; ++i) vector[i] = static_cast<float>(random()) / static_cast<float>(std::minstd_rand::max()) - 0.4F;
        return vector;
    }

private:
    static constexpr std::uint64_t kRows = 1U << 20U; ///< seeds below are the centers'
    using Center = std::array<float, kDims>;

    [[nodiscard]] static Center unit(std::uint64_t seed, const Center *center)
    {
        std::mt19937 random(static_cast<std::uint32_t>(seed * 2654435761U));
        std::normal_distribution<float> normal;
        Center vector{};
        float squares = 0.0F;
        for (std::size_t i = 0; i < kDims; ++i) {
            vector[i] = normal(random) / std::sqrt(static_cast<float>(kDims)) + (center != nullptr ? (*center)[i] : 0.0F);
            squares += vector[i] * vector[i];
        }
        for (float &x : vector) x /= std::sqrt(squares);
        return vector;
    }

    std::vector<Center> m_centers;
};

} // namespace taraf::bench
