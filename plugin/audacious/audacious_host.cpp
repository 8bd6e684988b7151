#include "audacious_host.h"

#include "lists.h"

#include <libaudcore/drct.h>
#include <libaudcore/runtime.h>

#include <utility>

namespace taraf::audacious {
namespace {

using gui::Row;

/// The list that plays, else the one that is shown.
Playlist current()
{
    const Playlist playing = Playlist::playing_playlist();
    return playing.exists() ? playing : Playlist::active_playlist();
}

} // namespace

AudaciousHost::AudaciousHost(Radios &radios) : m_radios(radios) { connect(&radios, &Radios::failed, this, &Host::failed); }

void AudaciousHost::playNow(const QList<Row> &rows) { insert(current(), current().get_position() + 1, rows, true); }

void AudaciousHost::playNext(const QList<Row> &rows)
{
    const Playlist list = current();
    const int at = list.get_position() + 1;
    insert(list, at, rows, false);
    if (aud_get_bool("shuffle")) m_next.push_back({.list = list, .at = at, .count = static_cast<int>(rows.size())}); // what is next there, only the queue decides
}

void AudaciousHost::playlistAddComplete()
{
    for (const Next &next : std::exchange(m_next, {})) {
        for (int each = 0; each < next.count && next.at + each < next.list.n_entries(); ++each) next.list.queue_insert(each, next.at + each);
    }
}

void AudaciousHost::append(const QList<Row> &rows) { insert(current(), -1, rows, false); }

void AudaciousHost::newPlaylist(const QString &title, const QList<Row> &rows) { static_cast<void>(makeList(title, rows, false)); }

void AudaciousHost::startRadio(qint64 radio, const QString &title, const QList<Row> &rows) { m_radios.start(radio, title, rows); }

void AudaciousHost::queue(qint64 radio, const QList<Row> &upcoming) { m_radios.queue(radio, upcoming); }

void AudaciousHost::playbackReady() { Q_EMIT playing(uriOf(aud_drct_get_filename())); }

void AudaciousHost::playbackStop() { Q_EMIT playing({}); }

void AudaciousHost::playlistUpdate()
{
    QStringList now = selection();
    if (now == m_selected) return;
    m_selected = std::move(now);
    Q_EMIT selected(m_selected);
}

} // namespace taraf::audacious
