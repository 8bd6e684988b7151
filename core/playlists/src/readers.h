/// @file One reader a format. Bytes are UTF-8 or older, without byte order mark, within kMostBytes. Private to the room.
#pragma once

#include "taraf/playlists/read.h"

namespace taraf::playlists {

[[nodiscard]] Result<Playlist> readM3u(std::string_view bytes, const std::string &baseFolder, Strictness strictness);
[[nodiscard]] Result<Playlist> readPls(std::string_view bytes, const std::string &baseFolder, Strictness strictness);
[[nodiscard]] Result<Playlist> readJson(std::string_view bytes, const std::string &baseFolder, Strictness strictness);
/// With its byte order mark, of any encoding that XML can declare and Qt knows.
[[nodiscard]] Result<Playlist> readXspf(std::string_view bytes, const std::string &baseFolder, Strictness strictness);

/// "line 3: …" and "line 3, column 7: …", both counted from 1.
[[nodiscard]] std::unexpected<Error> failAt(ErrorCode code, std::size_t line, std::string_view what);
[[nodiscard]] std::unexpected<Error> failAt(ErrorCode code, std::size_t line, std::size_t column, std::string_view what);
[[nodiscard]] std::unexpected<Error> failTooMany(std::size_t line);

} // namespace taraf::playlists
