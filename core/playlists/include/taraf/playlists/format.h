/// @file The playlist formats, and the players that read them their own way.
#pragma once

#include "taraf/base/error.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace taraf::playlists {

enum class Format : std::uint8_t {
    M3u8, ///< also .m3u
    Xspf, ///< version 1
    Pls,  ///< version 2
    Json, ///< {"title","tracks":[…]} of ours; JSPF is read too
};

/// Which player a list is written for. Any: what the format's own rules say.
enum class Player : std::uint8_t { Any, Strawberry, Clementine, Audacious, Fooyin, Vlc };

/// "m3u8", "xspf", "pls", "json": the name on the command line and the file name's extension.
[[nodiscard]] std::string_view name(Format format) noexcept;
[[nodiscard]] std::string_view name(Player player) noexcept;

/// By the extension, upper or lower case: m3u, m3u8, xspf, pls, json, jspf. Nothing for others.
[[nodiscard]] std::optional<Format> formatOf(std::string_view path) noexcept;

/// By the name people give it: m3u, m3u8, xspf, pls, json, jspf. Errors: InvalidArgument, listing the names.
[[nodiscard]] Result<Format> formatNamed(std::string_view name);

/// "strawberry", "clementine", "audacious", "fooyin", "vlc", "any". Errors: InvalidArgument, listing the names.
[[nodiscard]] Result<Player> playerNamed(std::string_view name);

/// In which every file name arrives, or the most do, and where several are equal the one that says the most of a track.
[[nodiscard]] Format bestFormat(Player player) noexcept;

} // namespace taraf::playlists
