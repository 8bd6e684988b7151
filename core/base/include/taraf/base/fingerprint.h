/// @file A number that stands for texts.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace taraf {

/// FNV-1a of 64 bits (Fowler, Noll, Vo 1991), with a zero after each text, so that {"ab", "c"} and {"a", "bc"} differ. It is kept in libraries and never changes.
/// Not for what somebody hostile chooses.
[[nodiscard]] constexpr std::int64_t fingerprint(std::initializer_list<std::string_view> texts) noexcept
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const std::string_view text : texts) {
        for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3U;
        hash *= 0x100000001B3U;
    }
    return static_cast<std::int64_t>(hash);
}

} // namespace taraf
