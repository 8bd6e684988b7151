/// @file SHA-256, by the processor's own instructions where it has them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

struct AVSHA;

namespace taraf::probe {

/// Source: NIST, FIPS 180-4, "Secure Hash Standard", 2015, section 6.2.
class Sha256
{
public:
    using Digest = std::array<std::uint8_t, 32>;

    Sha256();
    void add(std::span<const std::byte> bytes);
    /// Once, at the end.
    [[nodiscard]] Digest finish();

private:
    struct Freer {
        void operator()(AVSHA *sha) const noexcept;
    };

    std::unique_ptr<AVSHA, Freer> m_portable; ///< null: the processor does it
    std::array<std::uint32_t, 8> m_state{};
    std::array<std::byte, 64> m_block{};
    std::size_t m_filled = 0; ///< bytes in m_block
    std::uint64_t m_size = 0;
};

} // namespace taraf::probe
