/// @file How a playlist is written: the options of every command that writes one.
#pragma once

#include "taraf/answer/playlist_file.h"

#include <CLI/CLI.hpp>

namespace taraf::cli {

inline void addPlaylistStyle(CLI::App &command, answer::PlaylistStyle &style)
{
    command.add_option("--format", style.format, "m3u8, xspf, pls or json (by the name of FILE, else what PLAYER reads best)")
        ->transform(CLI::IsMember({"m3u8", "xspf", "pls", "json"}, CLI::ignore_case).description(""))->type_name("FORMAT");
    command.add_option("--for", style.player, "Write it as this player reads it: strawberry, clementine, audacious, fooyin, vlc")
        ->transform(CLI::IsMember({"strawberry", "clementine", "audacious", "fooyin", "vlc"}, CLI::ignore_case).description(""))->type_name("PLAYER");
    command.add_flag("--relative", style.isRelative, "Paths relative to FILE, so that it can be moved together with the music");
}

} // namespace taraf::cli
