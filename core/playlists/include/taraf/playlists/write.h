/// @file Playlists as players read them.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/track.h"
#include "taraf/playlists/format.h"

#include <optional>
#include <string>

namespace taraf::playlists {

struct WriteOptions {
    Format format = Format::M3u8;
    Player player = Player::Any;
    /// An absolute folder that paths are written relative to, with "../" where they lie outside it. Nothing: absolute.
    std::optional<std::string> relativeTo;
};

/// The whole file's bytes, UTF-8. How a local path is written:
///   m3u8: "file://" and the percent-encoded path, which all players read (relative: percent-decoded plain text, since players
///         don't decode there; a path with a line break, an edge that players trim or bytes that are no UTF-8 stays a URI, and for
///         VLC, which takes such a line for a URI reference, one with '%', '#', '?', '[' or ']' too); for fooyin always plain;
///   xspf: the same URI (relative: an encoded relative reference); for Strawberry the encoded path without a scheme;
///   pls:  as m3u8;
///   json: "path" for people, "uri" exact.
/// An entry without a path keeps its uri; one with neither is left out. Tags lose control characters and line breaks, so that
/// no title can break a line or a document. m3u8 leaves out an entry's "Artist - Title" where either holds " - ", which players
/// would split in the wrong place, and where both are unknown; and an album that players would take for a length ("1984").
/// Sources: the readers of Strawberry 1.2, Clementine 1.4, Audacious 4.4 (tried), fooyin 0.9 and VLC 3 (read).
/// Errors: InvalidArgument (a path that is not absolute or has a NUL; relativeTo not absolute).
[[nodiscard]] Result<std::string> render(const Playlist &playlist, const WriteOptions &options = {});

/// render(), and the file replaced whole or not at all. Errors: as render(), Io.
[[nodiscard]] Result<> write(const std::string &path, const Playlist &playlist, const WriteOptions &options = {});

} // namespace taraf::playlists
