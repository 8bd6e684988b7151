/// @file Answers on the screen, the same wherever they are shown.
#pragma once

#include <QJsonArray>

namespace taraf::cli {

/// Similar tracks or albums: per cent, artist, title, album, why; below a row its other versions and its arithmetic, where there are any.
void tellResults(const QJsonArray &results);

/// Versions of what was asked with: not in the answer, and why.
void tellLeftOut(const QJsonArray &versions);

/// A list to play: place, artist, title, length, why; and the arithmetic.
void tellTracks(const QJsonArray &tracks);

} // namespace taraf::cli
