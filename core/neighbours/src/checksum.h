/// @file XXH64: a fast 64-bit checksum against damage (not against forgers).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace taraf::neighbours {

/// Source: Yann Collet, "xxHash fast digest algorithm", specification of XXH64; seed 0.
class Checksum
{
public:
    void add(std::span<const std::byte> bytes) noexcept;
    [[nodiscard]] std::uint64_t value() const noexcept;

private:
    static constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87U;
    static constexpr std::uint64_t kPrime2 = 0xC2B2AE3D27D4EB4FU;

    std::array<std::uint64_t, 4> m_lanes{kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1};
    std::array<std::byte, 32> m_rest{};
    std::size_t m_restSize = 0;
    std::uint64_t m_length = 0;
};

template<class T> [[nodiscard]] std::uint64_t checksum(std::span<const T> values) noexcept
{
    Checksum sum;
    sum.add(std::as_bytes(values));
    return sum.value();
}

} // namespace taraf::neighbours
