/// @file Paths are bytes. How they become URIs, and how they are shown.
#pragma once

#include "taraf/base/error.h"

#include <string>
#include <string_view>

namespace taraf {

/// Percent-encodes every byte but A–Z a–z 0–9 - . _ ~ and '/'.
/// Source: Berners-Lee, Fielding, Masinter, RFC 3986, 2005, section 2.3. Players disagree about everything beyond it.
[[nodiscard]] std::string percentEncoded(std::string_view bytes);

/// Undoes percent-encoding; a '%' that no two hex digits follow stands for itself.
[[nodiscard]] std::string percentDecoded(std::string_view text);

/// "file://" and the percent-encoded absolute path.
[[nodiscard]] std::string fileUri(std::string_view absolutePath);

/// The path in a file URI ("file:///a%20b", "file://localhost/a", "file:/a"). Errors: InvalidArgument (not one, a remote host, %00).
[[nodiscard]] Result<std::string> pathOfUri(std::string_view uri);

/// Valid UTF-8 for people and JSON: each byte that is none becomes U+FFFD. Text that is valid is unchanged.
[[nodiscard]] std::string displayText(std::string_view bytes);

[[nodiscard]] bool isUtf8(std::string_view bytes) noexcept;

/// The path made absolute against the working directory, "." and ".." and doubled slashes resolved by name
/// (links are not followed). Errors: Io (the working directory is gone).
[[nodiscard]] Result<std::string> absolutePath(std::string_view path);

/// The part after the last '/', and the part before it ("/" for a top-level name).
[[nodiscard]] std::string_view fileName(std::string_view path) noexcept;
[[nodiscard]] std::string_view parentPath(std::string_view path) noexcept;

} // namespace taraf
