/// @file Whether a player has a playlist of a name.
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>

#include <functional>

namespace taraf::mpris {

enum class Has { No, Yes, Unknown };

/// Asks org.mpris.MediaPlayer2.Playlists; Unknown: nobody answers, or not that. Calls back later, unless `context` is gone by then.
void askForPlaylist(const QDBusConnection &bus, const QString &player, const QString &name, QObject *context, const std::function<void(Has)> &answer);

} // namespace taraf::mpris
