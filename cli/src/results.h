/// @file Answers on the screen, the same wherever they are shown.
#pragma once

#include <QJsonArray>

namespace taraf::cli {

/// Similar tracks or albums: per cent, artist, title, album, why.
void tellResults(const QJsonArray &results);

/// A list to play: place, artist, title, length, why.
void tellTracks(const QJsonArray &tracks);

} // namespace taraf::cli
