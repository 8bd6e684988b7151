#include "radios.h"

#include "configuration.h"
#include "lists.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <libaudcore/drct.h>
#include <libaudcore/runtime.h>

#include <algorithm>
#include <utility>

namespace taraf::audacious {
namespace {

using gui::Row;

service::Heard::Time now() { return std::chrono::steady_clock::now(); }

} // namespace

Radios::Radios(gui::Service &tarafd) : m_tarafd(tarafd) { load(); }

void Radios::start(qint64 radio, const QString &title, const QList<Row> &rows) { m_kept.push_back({.list = makeList(title, rows, true), .radio = radio}); }

void Radios::queue(qint64 radio, const QList<Row> &upcoming)
{
    Kept *kept = keptOf(radio);
    if (kept == nullptr) return;
    if (kept->list.add_in_progress()) kept->order = upcoming;
    else arrange(kept->list, upcoming);
}

void Radios::playlistAddComplete()
{
    for (Kept &each : m_kept) {
        if (each.order && !each.list.add_in_progress()) arrange(each.list, *std::exchange(each.order, std::nullopt));
    }
}

void Radios::arrange(Playlist list, QList<Row> upcoming)
{
    const int position = list.get_position();
    // Who asked may not have heard yet that the next one plays.
    const auto plays = std::ranges::find(upcoming, position < 0 ? QString() : uriOf(list, position), &Row::uri);
    if (plays != upcoming.end()) upcoming.erase(upcoming.begin(), plays + 1);
    int at = position + 1;
    qsizetype same = 0;
    while (same < upcoming.size() && at < list.n_entries() && uriOf(list, at) == upcoming.at(same).uri) {
        ++at;
        ++same;
    }
    if (at < list.n_entries()) list.remove_entries(at, -1);
    if (same < upcoming.size()) insert(list, -1, upcoming.mid(same), false);
}

void Radios::playbackBegin()
{
    if (!m_current) return;
    // Nobody skips a track that has been heard for the most part, or that is played again.
    const bool again = uriOf(Playlist::playing_playlist(), Playlist::playing_playlist().get_position()) == m_current->uri;
    const service::Verdict verdict = m_current->heard.left(now());
    if (!again) tell(verdict == service::Verdict::Played ? QStringLiteral("played") : QStringLiteral("skipped"));
    listened(verdict);
    m_current.reset();
}

void Radios::playbackReady()
{
    const Playlist list = Playlist::playing_playlist();
    Kept *kept = keptOf(list);
    m_current = Current{.uri = uriOf(aud_drct_get_filename()), .radio = kept == nullptr ? 0 : kept->radio, .at = QDateTime::currentSecsSinceEpoch(), .lengthMs = aud_drct_get_length()};
    m_current->heard.begin(std::chrono::milliseconds(aud_drct_get_length()), now());
    if (aud_drct_get_paused()) m_current->heard.pause(now());
    if (kept != nullptr) topUp(*kept);
}

void Radios::playbackEnd()
{
    if (!m_current) return;
    tell(QStringLiteral("played"));
    leave();
}

void Radios::playbackStop()
{
    if (m_current) leave();
}

void Radios::leave()
{
    // Who stops, or sends a track to its end, says nothing about one that was not heard.
    if (m_current->heard.left(now()) == service::Verdict::Played) listened(service::Verdict::Played);
    m_current.reset();
}

void Radios::playbackPause()
{
    if (m_current) m_current->heard.pause(now());
}

void Radios::playbackUnpause()
{
    if (m_current) m_current->heard.resume(now());
}

void Radios::tell(const QString &event)
{
    if (m_current->radio != 0) m_tarafd.ask(QStringLiteral("TellRadio"), {m_current->radio, m_current->uri, event}, this, {});
}

void Radios::listened(service::Verdict verdict)
{
    if (verdict == service::Verdict::Nothing) return;
    const double played = std::chrono::duration<double>(m_current->heard.heard(now())).count();
    m_tarafd.ask(QStringLiteral("Heard"),
                 {m_current->uri, QVariantMap{{QStringLiteral("at"), m_current->at}, {QStringLiteral("played"), played}, {QStringLiteral("duration"), m_current->lengthMs / 1000.0},
                                              {QStringLiteral("skipped"), verdict == service::Verdict::Skipped}, {QStringLiteral("player"), QStringLiteral("audacious")}}},
                 this, {});
}

void Radios::topUp(Kept &kept)
{
    if (kept.isAsked || kept.list.add_in_progress()) return;
    const int ahead = std::max(1, aud_get_int(kSection, kAhead));
    // A shuffled list has no "behind" to count from: one more for each that plays.
    const int missing = aud_get_bool("shuffle") ? 1 : ahead - (kept.list.n_entries() - 1 - kept.list.get_position());
    if (missing <= 0) return;
    kept.isAsked = true;
    const qint64 radio = kept.radio;
    m_tarafd.ask(
        QStringLiteral("MoreRadio"), {radio, static_cast<uint>(missing)}, this,
        [this, radio](const QJsonObject &answer) {
            Kept *found = keptOf(radio);
            if (found == nullptr) return;
            found->isAsked = false;
            const QList<Row> rows = gui::rowsOf(answer, QStringLiteral("tracks"));
            insert(found->list, -1, rows, false);
            if (rows.isEmpty()) Q_EMIT failed(tr("This radio has nothing more to give. Its rules may be too strict."));
        },
        [this, radio](const gui::Refusal &why) {
            if (Kept *found = keptOf(radio)) found->isAsked = false;
            if (why.kind == gui::Refusal::Kind::NotFound) std::erase_if(m_kept, [radio](const Kept &each) { return each.radio == radio; }); // nobody keeps it any longer
            Q_EMIT failed(why.sentence);
        });
}

Radios::Kept *Radios::keptOf(qint64 radio)
{
    std::erase_if(m_kept, [](const Kept &each) { return !each.list.exists(); });
    const auto found = std::ranges::find(m_kept, radio, &Kept::radio);
    return found == m_kept.end() ? nullptr : &*found;
}

Radios::Kept *Radios::keptOf(Playlist list)
{
    const auto found = std::ranges::find_if(m_kept, [list](const Kept &each) { return each.list == list; });
    return found == m_kept.end() ? nullptr : &*found;
}

// Audacious writes its playlists right after this hook, so the numbers are those of what it will read.
void Radios::configSave()
{
    QJsonArray radios;
    for (const Kept &each : m_kept) {
        if (!each.list.exists()) continue;
        radios.append(QJsonObject{{QStringLiteral("radio"), each.radio}, {QStringLiteral("playlist"), each.list.index()},
                                  {QStringLiteral("title"), textOf(each.list.get_title())}});
    }
    aud_set_str(kSection, kRadios, QJsonDocument(radios).toJson(QJsonDocument::Compact).constData());
}

void Radios::load()
{
    const String kept = aud_get_str(kSection, kRadios);
    for (const QJsonValue each : QJsonDocument::fromJson(QByteArray(static_cast<const char *>(kept))).array()) {
        const Playlist list = Playlist::by_index(each[u"playlist"].toInt(-1));
        // After a crash the numbers may be older than the playlists.
        if (list.exists() && textOf(list.get_title()) == each[u"title"].toString()) m_kept.push_back({.list = list, .radio = each[u"radio"].toInteger()});
    }
}

} // namespace taraf::audacious
