#pragma once

#include "taraf/gui/row.h"

#include <QAbstractListModel>
#include <QJsonObject>
#include <QMimeData>
#include <QStringList>

namespace taraf::gui {

/// A line of a list: a track, or an album.
struct Entry {
    Kind kind = Kind::Tracks;
    Row row;               ///< of an album: title and album are its title, uri and path a track of it
    int match = -1;        ///< per cent; -1: was not compared
    int count = 0;         ///< an album's tracks, where that is known
    bool isPlaying = false;
    bool isHanded = false; ///< the player has it already
    QJsonObject document;  ///< as tarafd told it

    /// Its name in a question about it as a whole.
    [[nodiscard]] QString subject() const { return kind == Kind::Tracks ? row.uri : document.value(u"uri").toString(); }
    [[nodiscard]] QString key() const { return kind == Kind::Tracks ? row.uri : row.artist + QLatin1Char('\n') + row.album; }
};

[[nodiscard]] Entry entryOf(const QJsonObject &document, Kind kind);
[[nodiscard]] QList<Entry> entriesOf(const QJsonArray &documents, Kind kind);

/// "Artist – Title".
[[nodiscard]] QString nameOf(const Row &row);
/// "♥ ★★★½"; empty where nothing was said.
[[nodiscard]] QString opinionText(const Row &row);
/// "3:20"; empty where unknown.
[[nodiscard]] QString durationText(qint64 ms);
/// All there is to say about it, as rich text.
[[nodiscard]] QString tooltipOf(const Entry &entry);
/// In words, for those who hear it.
[[nodiscard]] QString spoken(const Entry &entry);
/// "text/uri-list", one URI a line and exact: QUrl would write some bytes of some names otherwise. An album is what is known of its tracks.
[[nodiscard]] QMimeData *mimeOf(const QList<Entry> &entries);
/// What was dropped or pasted, as URIs.
[[nodiscard]] QStringList urisOf(const QMimeData *mime);

/// What a list shows.
class RowModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const Entry &entry(const QModelIndex &index) const { return m_entries.at(index.row()); }
    /// Rows that stay keep their place in the views.
    virtual void show(const QList<Entry> &entries);
    void insert(qsizetype at, const QList<Entry> &entries);
    void remove(qsizetype at);
    /// What people now think of those with this key.
    void judge(const QString &key, int rating, const QString &feeling);

protected:
    QList<Entry> m_entries;
};

} // namespace taraf::gui
