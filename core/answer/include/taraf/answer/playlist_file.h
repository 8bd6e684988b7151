/// @file Playlists as files, for the players people use.
#pragma once

#include "taraf/base/export.h"
#include "taraf/base/error.h"
#include "taraf/base/track.h"

#include <optional>
#include <string>

namespace taraf::answer {

/// Names of `--format` and `--for`, as a person types them. Empty: chosen by the file's name, else m3u8; any player.
struct PlaylistStyle {
    std::string format; ///< m3u8, xspf, pls, json
    std::string player; ///< strawberry, clementine, audacious
};

/// Writes a playlist, whole or not at all. Errors: InvalidArgument (an unknown format or player), Io.
[[nodiscard]] TARAF_EXPORT Result<> writePlaylist(const Playlist &playlist, const std::string &path, const PlaylistStyle &style);

/// The playlist as writePlaylist() would write it.
[[nodiscard]] TARAF_EXPORT Result<std::string> renderPlaylist(const Playlist &playlist, const PlaylistStyle &style);

} // namespace taraf::answer
