/// @file The words beside an entry: what may stand in a line, and "Artist - Title". Private to the room.
#pragma once

#include "taraf/base/track.h"

#include <string>
#include <string_view>

namespace taraf::playlists {

/// Valid UTF-8 in which runs of control characters, line breaks (U+0085, U+2028, U+2029 too), byte order marks and what XML 1.0 forbids have become one
/// space each.
[[nodiscard]] std::string cleaned(std::string_view bytes);

/// Valid UTF-8: bytes that are none are taken for Latin-1, as a whole.
[[nodiscard]] std::string toText(std::string_view bytes);

/// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// "Artist - Title", or the title alone; empty where players would split it in another place.
[[nodiscard]] std::string artistAndTitle(const PlaylistEntry &entry);

/// Undoes artistAndTitle(): the first " - " parts them.
void setArtistAndTitle(PlaylistEntry &entry, std::string_view text);

} // namespace taraf::playlists
