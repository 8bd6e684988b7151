/// @file How the library keeps maps and networks.
#pragma once

#include "taraf/analysis/map.h"

#include <charconv>
#include <format>
#include <string>

namespace taraf::work {

/// What the library calls a map by its generation, and a network by its hash.
[[nodiscard]] inline std::string nameOf(std::uint64_t number) { return std::format("{:016x}", number); }

/// The number behind such a name; 0 of none.
[[nodiscard]] inline std::uint64_t numberOf(const std::string &name)
{
    std::uint64_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number, 16);
    return number;
}

[[nodiscard]] inline Result<analysis::Map> parseMap(std::span<const std::byte> content)
{
    return analysis::Map::parse({reinterpret_cast<const char *>(content.data()), content.size()}); // NOLINT: bytes as characters
}

} // namespace taraf::work
