#include "row_model.h"

#include <QJsonArray>

#include <algorithm>
#include <memory>

namespace taraf::gui {
namespace {

const QString kUriList = QStringLiteral("text/uri-list");

QString joined(std::initializer_list<QString> parts, const QString &between)
{
    QStringList list;
    for (const QString &part : parts) {
        if (!part.isEmpty()) list.append(part);
    }
    return list.join(between);
}

} // namespace

Entry entryOf(const QJsonObject &document, Kind kind)
{
    Entry entry{.kind = kind, .row = rowOf(document), .match = document.value(u"match").toInt(-1), .count = document.value(u"count").toInt(), .document = document};
    if (kind == Kind::Albums) {
        entry.row.title = entry.row.album;
        const QJsonObject first = document.value(u"tracks").toArray().first().toObject();
        // A cover is looked for beside a file; a folder of an album stands for one in it.
        entry.row.uri = first.isEmpty() ? entry.row.uri + QLatin1Char('/') : first.value(u"uri").toString();
    }
    return entry;
}

QList<Entry> entriesOf(const QJsonArray &documents, Kind kind)
{
    QList<Entry> entries;
    for (const QJsonValue document : documents) entries.append(entryOf(document.toObject(), kind));
    return entries;
}

QString nameOf(const Row &row) { return joined({row.artist, row.title}, QStringLiteral(" – ")); }

QString opinionText(const Row &row)
{
    const QString stars = QString(row.rating / 2, QChar(0x2605)) + (row.rating % 2 != 0 ? QStringLiteral("½") : QString());
    return joined({row.feeling == QLatin1String("love") ? QStringLiteral("♥") : QString(), stars}, QStringLiteral(" "));
}

QString durationText(qint64 ms)
{
    if (ms <= 0) return {};
    const qint64 seconds = (ms + 500) / 1000;
    const auto two = [](qint64 number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600) return QStringLiteral("%1:%2").arg(seconds / 60).arg(two(seconds % 60));
    return QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(two(seconds / 60 % 60), two(seconds % 60));
}

QString tooltipOf(const Entry &entry)
{
    const Row &row = entry.row;
    QStringList lines{QStringLiteral("<b>%1</b>").arg(row.title.toHtmlEscaped())};
    const QString about = joined({row.artist, entry.kind == Kind::Tracks ? row.album : QString(), durationText(row.durationMs)}, QStringLiteral(" · "));
    if (!about.isEmpty()) lines.append(about.toHtmlEscaped());
    if (const QString said = opinionText(row); !said.isEmpty()) lines.append(said);
    if (entry.match >= 0) lines.append(RowModel::tr("%1 % alike: 100 is the same sound, 50 a random pair of your tracks").arg(entry.match).toHtmlEscaped());
    if (!row.why.isEmpty()) lines.append(row.why.toHtmlEscaped());
    if (entry.isHanded && !entry.isPlaying) lines.append(RowModel::tr("The player has it already; it stays where it is."));
    if (const QJsonArray versions = entry.document.value(u"versions").toArray(); !versions.isEmpty()) {
        lines.append(RowModel::tr("Other versions, left out:"));
        for (const QJsonValue each : versions) {
            const QJsonObject version = each.toObject();
            const QString name = entry.kind == Kind::Tracks ? joined({version.value(u"title").toString(), version.value(u"album").toString()}, QStringLiteral(" · "))
                                                            : version.value(u"album").toString();
            lines.append(QStringLiteral("&nbsp;&nbsp;%1").arg(joined({name, version.value(u"why").toString()}, QStringLiteral(": ")).toHtmlEscaped()));
        }
    }
    lines.append(QStringLiteral("<i>%1</i>").arg(row.path.toHtmlEscaped()));
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(lines.join(QLatin1String("<br>")));
}

QString spoken(const Entry &entry)
{
    const Row &row = entry.row;
    return joined({entry.isPlaying ? RowModel::tr("Playing now") : QString(), row.title, row.artist, entry.kind == Kind::Tracks ? row.album : RowModel::tr("Album"),
                   entry.match < 0 ? QString() : RowModel::tr("%1 per cent alike").arg(entry.match), row.why,
                   row.rating > 0 ? RowModel::tr("%n star(s)", nullptr, (row.rating + 1) / 2) : QString(), row.feeling == QLatin1String("love") ? RowModel::tr("Loved") : QString()},
                  QStringLiteral(", "));
}

QMimeData *mimeOf(const QList<Entry> &entries)
{
    QByteArray uris;
    QStringList paths;
    for (const Entry &entry : entries) {
        QList<Row> rows = rowsOf(entry.document, QStringLiteral("tracks"));
        if (entry.kind == Kind::Tracks || rows.isEmpty()) rows = {entry.row};
        for (const Row &row : rows) {
            uris += row.uri.toUtf8() + "\r\n";
            paths.append(row.path);
        }
    }
    auto mime = std::make_unique<QMimeData>();
    mime->setData(kUriList, uris);
    mime->setText(paths.join(QLatin1Char('\n')));
    return mime.release();
}

QStringList urisOf(const QMimeData *mime)
{
    QStringList uris;
    for (const QByteArray &line : mime->data(kUriList).split('\n')) {
        const QByteArray uri = line.trimmed();
        if (!uri.isEmpty() && !uri.startsWith('#')) uris.append(QString::fromUtf8(uri));
    }
    return uris;
}

int RowModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_entries.size()); }

QVariant RowModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size()) return {};
    const Entry &entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole: return nameOf(entry.row);
    case Qt::ToolTipRole: return tooltipOf(entry);
    case Qt::AccessibleTextRole: return spoken(entry);
    default: return {};
    }
}

Qt::ItemFlags RowModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : Qt::NoItemFlags);
}

QStringList RowModel::mimeTypes() const { return {kUriList}; }

QMimeData *RowModel::mimeData(const QModelIndexList &indexes) const
{
    QModelIndexList ordered = indexes;
    std::ranges::sort(ordered, {}, &QModelIndex::row);
    QList<Entry> entries;
    for (const QModelIndex &index : ordered) entries.append(entry(index));
    return entries.isEmpty() ? nullptr : mimeOf(entries);
}

void RowModel::show(const QList<Entry> &entries)
{
    const bool same = std::ranges::equal(entries, m_entries, {}, &Entry::key, &Entry::key);
    if (same) {
        m_entries = entries;
        if (!m_entries.isEmpty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(m_entries.size()) - 1));
        return;
    }
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

void RowModel::insert(qsizetype at, const QList<Entry> &entries)
{
    if (entries.isEmpty()) return;
    at = std::clamp<qsizetype>(at, 0, m_entries.size());
    beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + entries.size() - 1));
    for (qsizetype i = 0; i < entries.size(); ++i) m_entries.insert(at + i, entries[i]);
    endInsertRows();
}

void RowModel::remove(qsizetype at)
{
    beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
    m_entries.removeAt(at);
    endRemoveRows();
}

void RowModel::judge(const QString &key, int rating, const QString &feeling)
{
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].key() != key) continue;
        m_entries[i].row.rating = rating;
        m_entries[i].row.feeling = feeling;
        const QModelIndex changed = index(static_cast<int>(i));
        Q_EMIT dataChanged(changed, changed);
    }
}

} // namespace taraf::gui
