#include "queue.h"

#include <algorithm>

namespace taraf::gui {
namespace {

const QString kOurs = QStringLiteral("application/x-taraf-queue");

} // namespace

Qt::ItemFlags Queue::flags(const QModelIndex &index) const
{
    // Drops go between rows, never onto one.
    return index.isValid() ? RowModel::flags(index) : RowModel::flags(index) | Qt::ItemIsDropEnabled;
}

QMimeData *Queue::mimeData(const QModelIndexList &indexes) const
{
    QMimeData *mime = RowModel::mimeData(indexes);
    if (mime) mime->setData(kOurs, {});
    return mime;
}

bool Queue::canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &) const
{
    return action == Qt::MoveAction && data->hasFormat(kOurs) && (row < 0 || row >= fixed());
}

bool Queue::moveRows(const QModelIndex &, int row, int count, const QModelIndex &, int before)
{
    const qsizetype first = fixed();
    if (row < first || before < first || row + count > m_entries.size() || before > m_entries.size()) return false;
    QStringList uris = order();
    const QStringList moved = uris.mid(row, count);
    uris.remove(row, count);
    const int at = before > row ? before - count : before;
    for (int i = 0; i < count; ++i) uris.insert(at + i, moved[i]);
    if (uris != order()) Q_EMIT orderAsked(uris);
    return true;
}

qsizetype Queue::fixed() const
{
    return std::ranges::find_if_not(m_entries, [](const Entry &entry) { return entry.isHanded || entry.isPlaying; }) - m_entries.begin();
}

qsizetype Queue::find(const QString &uri) const
{
    const auto found = std::ranges::find(m_entries, uri, [](const Entry &entry) { return entry.row.uri; });
    return found == m_entries.end() ? -1 : found - m_entries.begin();
}

QStringList Queue::order() const
{
    QStringList uris;
    for (const Entry &entry : m_entries) uris.append(entry.row.uri);
    return uris;
}

void Queue::setOrder(const QStringList &uris)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < uris.size(); ++i) places.insert(uris[i], i);
    Q_EMIT layoutAboutToBeChanged();
    const QStringList before = order();
    std::stable_sort(m_entries.begin() + fixed(), m_entries.end(), [&](const Entry &a, const Entry &b) {
        return places.value(a.row.uri, uris.size()) < places.value(b.row.uri, uris.size());
    });
    const QModelIndexList old = persistentIndexList();
    QModelIndexList now;
    for (const QModelIndex &each : old) now.append(index(static_cast<int>(find(before[each.row()]))));
    changePersistentIndexList(old, now);
    Q_EMIT layoutChanged();
}

void Queue::change(qsizetype at, const std::function<void(Entry &)> &how)
{
    how(m_entries[at]);
    Q_EMIT dataChanged(index(static_cast<int>(at)), index(static_cast<int>(at)));
}

} // namespace taraf::gui
