/// @file XSPF out. Private to the room.
#pragma once

#include "taraf/base/track.h"

#include <functional>
#include <string>

namespace taraf::playlists {

/// The document; `location` gives an entry's URI reference. Source: L. Gonze, M. Friedrich, R. Kaye, "XSPF Version 1", Xiph.Org, 2006.
[[nodiscard]] std::string renderXspf(const Playlist &playlist, const std::function<std::string(std::size_t entry)> &location);

} // namespace taraf::playlists
