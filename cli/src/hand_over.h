/// @file Playlists on their way to a player.
#pragma once

#include "taraf/base/error.h"

#include <string>

namespace taraf::cli {

/// Hands a playlist file to a player that goes on by itself: its own command for a known player, else xdg-open.
/// Errors: NotFound (neither is installed).
[[nodiscard]] Result<> openInPlayer(const std::string &file, const std::string &title, const std::string &player);

} // namespace taraf::cli
