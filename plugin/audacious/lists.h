/// @file Audacious' playlists, with rows of the panel's. Threads: the main one.
#pragma once

#include "taraf/gui/row.h"

#include <QStringList>

#include <libaudcore/playlist.h>

namespace taraf::audacious {

/// Empty for none.
[[nodiscard]] QString textOf(const String &text);

/// As Taraf writes URIs, so that they can be compared; empty for what is no file.
[[nodiscard]] QString uriOf(const char *filename);
[[nodiscard]] QString uriOf(Playlist list, int entry);

/// What is selected in the playlist that is shown, else the entry with the focus; at most a hundred.
[[nodiscard]] QStringList selection();

/// The entries that are of one album with the first of those: the same folder, the same name. `title` is the album's, empty where it has none.
struct Album {
    QString title;
    QStringList uris;
};
[[nodiscard]] Album selectedAlbum();

/// Before an entry; -1: at the end. Audacious adds them in the background and reads their tags itself.
void insert(Playlist list, int at, const QList<gui::Row> &rows, bool play);
[[nodiscard]] Playlist makeList(const QString &title, const QList<gui::Row> &rows, bool play);

} // namespace taraf::audacious
