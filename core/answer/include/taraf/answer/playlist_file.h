/// @file Playlists as files, for the players people use.
#pragma once

#include "taraf/base/export.h"
#include "taraf/base/error.h"
#include "taraf/base/track.h"

#include <optional>
#include <string>

namespace taraf::answer {

/// Names of `--format` and `--for`, as a person types them. Empty: chosen by the file's name, else the one the player reads best; any player.
struct PlaylistStyle {
    std::string format; ///< m3u8, xspf, pls, json
    std::string player; ///< strawberry, clementine, audacious, fooyin, vlc
    bool isRelative = false; ///< paths relative to the file's folder, so that both can be moved together
};

/// Under which a file of that style goes: "m3u8", "xspf", "pls", "json". Errors: InvalidArgument (an unknown format or player).
[[nodiscard]] TARAF_EXPORT Result<std::string> extensionOf(const PlaylistStyle &style);

/// A file's name made of a title, without extension: no slashes or what other systems refuse, no control characters, at most 120 bytes of whole characters.
[[nodiscard]] TARAF_EXPORT std::string fileNameOf(const std::string &title);

/// Writes a playlist, whole or not at all. Entries with neither path nor URI are left out. Errors: InvalidArgument (an unknown format or player),
/// Io.
[[nodiscard]] TARAF_EXPORT Result<> writePlaylist(const Playlist &playlist, const std::string &path, const PlaylistStyle &style);

/// The playlist as writePlaylist() would write it. Errors also: InvalidArgument (relative: without a file there is no folder).
[[nodiscard]] TARAF_EXPORT Result<std::string> renderPlaylist(const Playlist &playlist, const PlaylistStyle &style);

enum class Reading {
    Lenient, ///< what can be read, as players do
    Strict,  ///< refuses what the format's definition refuses
};

struct PlaylistFile {
    Playlist playlist;
    std::string format; ///< what it is, whatever it is called: m3u8, xspf, pls, json
};

/// Reads a playlist of m3u, m3u8, xspf, pls, JSPF or JSON {"tracks":[{"uri"}]}. Its tracks need not be there.
/// Errors: NotFound, Io, Corrupt (with line and column), Unsupported.
[[nodiscard]] TARAF_EXPORT Result<PlaylistFile> readPlaylist(const std::string &path, Reading reading = Reading::Lenient);

} // namespace taraf::answer
