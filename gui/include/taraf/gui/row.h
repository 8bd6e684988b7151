/// @file What the panel shows and hands to a player: a track.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

namespace taraf::gui {

/// Which of the two is asked for, or shown.
enum class Kind { Tracks, Albums };

/// A track as tarafd tells it. `uri` is exact whatever the bytes of its name; `path` is for people.
struct Row {
    QString uri;
    QString path;
    QString artist;
    QString title;
    QString album;
    qint64 durationMs = 0; ///< 0: unknown
    QString why;           ///< one line for people; may be empty
    qint64 recording = 0;  ///< the collection's number; 0: not of the collection
    int rating = 0;        ///< 1 to 10, two a star; 0: none
    QString feeling{};     ///< "love", "hate", "reject"; "none" or empty: none

    friend bool operator==(const Row &, const Row &) = default;
};

/// A track of an answer (service/org.taraf.Taraf1.xml).
[[nodiscard]] Row rowOf(const QJsonObject &track);
/// The list under `key`.
[[nodiscard]] QList<Row> rowsOf(const QJsonObject &answer, const QString &key);

} // namespace taraf::gui

Q_DECLARE_METATYPE(taraf::gui::Row)
