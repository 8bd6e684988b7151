#include "lists.h"

#include "taraf/base/path.h"

#include <libaudcore/tuple.h>

namespace taraf::audacious {
namespace {

constexpr int kMostSelected = 100; ///< a question of more is no question

/// The numbers of what selection() names.
std::vector<int> selectedEntries(Playlist list)
{
    const int focus = list.get_focus(), selected = list.n_selected(), all = list.n_entries();
    if (selected <= 1 && focus >= 0 && (selected == 0 || list.entry_selected(focus))) return {focus};
    std::vector<int> entries;
    for (int each = 0; each < all && std::ssize(entries) < std::min(selected, kMostSelected); ++each) {
        if (list.entry_selected(each)) entries.push_back(each);
    }
    return entries;
}

QString text(const Tuple &tuple, Tuple::Field field) { return textOf(tuple.get_str(field)); }

} // namespace

QString textOf(const String &text) { return QString::fromUtf8(static_cast<const char *>(text)); }

QString uriOf(const char *filename)
{
    const auto path = pathOfUri(filename == nullptr ? "" : filename);
    return path ? QString::fromStdString(fileUri(*path)) : QString();
}

QString uriOf(Playlist list, int entry) { return uriOf(list.entry_filename(entry)); }

QStringList selection()
{
    const Playlist list = Playlist::active_playlist();
    QStringList uris;
    for (const int each : selectedEntries(list)) {
        if (const QString uri = uriOf(list, each); !uri.isEmpty()) uris.append(uri);
    }
    return uris;
}

Album selectedAlbum()
{
    const Playlist list = Playlist::active_playlist();
    const std::vector<int> selected = selectedEntries(list);
    if (selected.empty()) return {};
    const Tuple first = list.entry_tuple(selected.front(), Playlist::NoWait);
    Album album{.title = text(first, Tuple::Album), .uris = {}};
    const QString folder = text(first, Tuple::Path);
    if (album.title.isEmpty()) return {.title = {}, .uris = selection()};
    for (int each = 0; each < list.n_entries() && album.uris.size() < kMostSelected; ++each) {
        const Tuple tuple = list.entry_tuple(each, Playlist::NoWait);
        if (text(tuple, Tuple::Album) != album.title || text(tuple, Tuple::Path) != folder) continue;
        if (const QString uri = uriOf(list, each); !uri.isEmpty() && !album.uris.contains(uri)) album.uris.append(uri);
    }
    return album;
}

void insert(Playlist list, int at, const QList<gui::Row> &rows, bool play)
{
    Index<PlaylistAddItem> items;
    for (const gui::Row &row : rows) items.append(String(row.uri.toUtf8().constData()), Tuple(), nullptr);
    list.insert_items(at, std::move(items), play);
}

Playlist makeList(const QString &title, const QList<gui::Row> &rows, bool play)
{
    const Playlist list = Playlist::new_playlist();
    list.set_title(title.toUtf8().constData());
    insert(list, -1, rows, play);
    return list;
}

} // namespace taraf::audacious
