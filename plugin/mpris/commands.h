/// @file How players are told of a playlist file: their command lines.
#pragma once

#include "taraf/gui/host.h"
#include "taraf/service/players.h"

#include <QStringList>

namespace taraf::mpris {

/// What a player does with a file, each as its arguments with NAME and FILE in it; empty: it cannot.
struct Command {
    QString player, program, title; ///< title: for people, as long as it does not run and tell its name
    QStringList create, createAndPlay, append, appendAndPlay;
    bool tellsItsPlaylists = false; ///< through org.mpris.MediaPlayer2.Playlists, by their names
};

/// Of a player by its name on the bus ("strawberry"). For others the desktop opens the file.
[[nodiscard]] Command commandOf(const QString &player);
/// As it calls itself, or, where it does not run, as it is known.
[[nodiscard]] QString called(const service::Players &players, const QString &player);
[[nodiscard]] gui::Host::Capabilities capabilitiesOf(const Command &command);
/// Players with a command of their own that are installed, the most able first.
[[nodiscard]] QStringList installedPlayers();

[[nodiscard]] QStringList filled(const QStringList &arguments, const QString &name, const QString &file);

} // namespace taraf::mpris
