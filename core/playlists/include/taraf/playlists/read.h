/// @file Playlists as players and people write them.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/track.h"
#include "taraf/playlists/format.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taraf::playlists {

inline constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
inline constexpr std::size_t kMostEntries = 1'000'000;
inline constexpr std::size_t kLongestLine = std::size_t{1} << 20U; ///< bytes, of m3u and pls
inline constexpr int kDeepestElement = 64;                         ///< of xspf and json

enum class Strictness : std::uint8_t {
    Lenient, ///< reads what can be read: unknown lines, wrong versions and bad numbers are passed over
    Strict,  ///< refuses what the format's definition refuses
};

/// By the first bytes, else by the path's extension, else M3u8. Strangers name their files as they like.
[[nodiscard]] Format detect(std::string_view bytes, std::string_view path = {}) noexcept;

/// A playlist's bytes. Relative entries are resolved against `baseFolder` (absolute; empty: they are left out of `path` and stay
/// in `uri`). A file URI becomes a path; any other URI stays one. Text that is not UTF-8 is taken for Latin-1 in tags and kept byte for
/// byte in paths. Nothing is looked up on disk, so `path` need not exist.
/// Strict, xspf: version 1, its namespace, one of each, no foreign elements outside extension, numbers and dates that are such.
/// Strict, m3u: UTF-8, and #EXTINF lines that are such. Strict, pls: [playlist], every entry's File, the right NumberOfEntries. Strict, json:
/// every track has a uri, location or path; in JSPF it may have none, as an xspf's may.
/// Lenient, a relative line with '\' and without '/' is a path of Windows' ("Artist\Album\1.mp3").
/// Errors: Corrupt (with line and column), Unsupported (a limit above; a document type declaration with entities), InvalidArgument (baseFolder
/// not absolute).
[[nodiscard]] Result<Playlist> parse(std::string_view bytes, Format format, const std::string &baseFolder,
                                     Strictness strictness = Strictness::Lenient);

/// The file, its format detected (and told, where `format` is given), relative to its own folder. Without a title of its own, its name without
/// the extension.
/// Errors: as parse() with the path in front; NotFound, Io.
[[nodiscard]] Result<Playlist> read(const std::string &path, Strictness strictness = Strictness::Lenient, Format *format = nullptr);

} // namespace taraf::playlists
