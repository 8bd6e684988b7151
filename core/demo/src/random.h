/// @file Numbers drawn by lot, the same on every machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace taraf::demo {

/// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014, figure 17.
/// The standard library's distributions differ between implementations; these don't.
class Lot
{
public:
    explicit Lot(std::uint64_t seed) noexcept : m_state(seed) {}

    std::uint64_t next() noexcept
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31U);
    }
    /// [0, 1)
    double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    double between(double low, double high) noexcept { return low + (high - low) * uniform(); }
    /// [0, count)
    int below(int count) noexcept { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
    bool chance(double probability) noexcept { return uniform() < probability; }
    /// White noise, [-1, 1).
    float noise() noexcept { return static_cast<float>(static_cast<std::int32_t>(next() >> 32U)) * 0x1.0p-31F; }

    template<class T, std::size_t N> const T &pick(const std::array<T, N> &from) noexcept
    {
        return from[static_cast<std::size_t>(below(static_cast<int>(N)))];
    }

private:
    std::uint64_t m_state;
};

} // namespace taraf::demo
