/// @file Where an entry lies: paths, URIs and what is relative to what. Private to the room.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/track.h"

#include <string>
#include <string_view>

namespace taraf::playlists {

/// Where the text's scheme ends (the place of its ':'), npos if it has none. A single letter is a drive, not a scheme.
[[nodiscard]] std::size_t schemeEnd(std::string_view text) noexcept;

/// "C:\Music\a.mp3", "C:/Music/a.mp3": a path of another system.
[[nodiscard]] bool isDrivePath(std::string_view text) noexcept;

/// The reference against a base URI. A reference that has a scheme, or a base that is empty, leaves it as it is.
/// Source: Berners-Lee, Fielding, Masinter, RFC 3986, 2005, section 5.2. Departs from it in file URIs, where '?' and '#' that were
/// not encoded are taken for parts of the name.
[[nodiscard]] std::string resolved(std::string_view base, std::string_view reference);

/// The base URI of a folder: "file:///music/"; empty for an empty folder.
[[nodiscard]] std::string baseUri(std::string_view folder);

/// Sets path or uri from a URI or relative reference.
void setUri(PlaylistEntry &entry, std::string_view base, std::string_view reference);

/// Sets path or uri from a plain path or a URI, as m3u and pls hold them.
void setPathOrUri(PlaylistEntry &entry, const std::string &baseFolder, std::string_view text);

/// The absolute path seen from an absolute folder: "../b/c". Both with dots resolved by name.
[[nodiscard]] Result<std::string> relativePath(const std::string &folder, const std::string &path);

/// A URI of somebody else's in which what cannot stand in one is percent-encoded; valid ones are unchanged.
[[nodiscard]] std::string safeUri(std::string_view uri);

} // namespace taraf::playlists
