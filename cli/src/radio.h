/// @file A radio's playlist: asked for, written, shown and handed to a player. Shared by radio and start.
#pragma once

#include "context.h"

#include "taraf/answer/answers.h"
#include "taraf/answer/playlist_file.h"

namespace taraf::cli {

[[nodiscard]] Playlist playlistOf(const answer::RadioAnswer &radio);

/// The list on the screen: place, artist, title, length, why.
void tell(const answer::RadioAnswer &radio);

/// A file's name made of a title: no slashes, no control characters, at most 120 bytes of whole characters.
[[nodiscard]] std::string fileNameOf(const std::string &title);

/// Hands a playlist file to a player that goes on by itself: its own command for a known player, else xdg-open.
/// Errors: NotFound (neither is installed).
[[nodiscard]] Result<> openInPlayer(const std::string &file, const std::string &title, const std::string &player);

} // namespace taraf::cli
