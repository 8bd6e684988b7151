/// @file Random numbers that are the same everywhere: of a seed and a step, so that nothing of them has to be kept.
#pragma once

#include <cstdint>
#include <random>

namespace taraf::learn {

class Chance
{
public:
    Chance(std::uint64_t seed, std::uint64_t step)
    {
        // seed_seq and the engine are fixed by the standard; its distributions are not.
        std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U), static_cast<std::uint32_t>(step)};
        m_engine.seed(sequence);
    }
    /// In [low, high).
    [[nodiscard]] double between(double low, double high) { return low + (high - low) * static_cast<double>(m_engine() >> 11U) * 0x1p-53; }
    /// In [0, count).
    [[nodiscard]] std::size_t below(std::size_t count) { return static_cast<std::size_t>(between(0.0, static_cast<double>(count))); }

private:
    std::mt19937_64 m_engine;
};

} // namespace taraf::learn
