/// @file The parts of `taraf playlist`.
#pragma once

#include "context.h"

#include "taraf/base/track.h"

#include <QJsonObject>

namespace taraf::cli {

/// save, list, show, export, rename, remove, undo: the playlists in the library.
void addKept(CLI::App &playlist, Action &chosen);

/// {"path","uri","artist","title","album"}, "track" and "duration_ms" where known.
[[nodiscard]] QJsonObject document(const PlaylistEntry &entry);

} // namespace taraf::cli
