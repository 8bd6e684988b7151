/// @file Whose shelf a recording stands on, as maps number them.
#pragma once

#include "taraf/base/track.h"

#include <cstdint>
#include <string_view>

namespace taraf::work {

/// FNV-1a, 64 bit, of the comparable() name; 0: nobody's.
[[nodiscard]] inline std::uint64_t shelfOf(std::string_view artist)
{
    const std::string key = comparable(artist);
    if (isNobody(key)) return 0;
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : key) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return hash == 0 ? 1 : hash;
}

} // namespace taraf::work
