/// @file A list to play: shown, written and handed to a player. Shared by radio, path and start.
#pragma once

#include "context.h"

#include "taraf/answer/playlist_file.h"

#include <QJsonObject>

namespace taraf::cli {

struct Listing {
    std::string out;
    answer::PlaylistStyle style;
    bool open = false;
};
void addListing(CLI::App &command, Listing &listing);

/// `list`: the document of a radio or a path. Its notes go to stderr.
[[nodiscard]] Result<Exit> deliver(const Context &context, const QJsonObject &list, const Listing &listing);

} // namespace taraf::cli
