#include "taraf/mpris/mpris_host.h"

#include "commands.h"
#include "confirmation.h"
#include "player_page.h"

#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace taraf::mpris {
namespace {

using gui::Row;
using namespace std::chrono_literals;

constexpr qsizetype kFew = 3, kPart = 5; ///< of a radio: when the next part goes over, and how much
constexpr int kTries = 3;
constexpr auto kBetweenTries = 5s; ///< Strawberry reads a playlist of 1,000 tracks in two

QStringList urisOf(const QList<Row> &rows)
{
    QStringList uris;
    for (const Row &row : rows) uris.append(row.uri);
    return uris;
}

} // namespace

MprisHost::MprisHost(gui::Service &tarafd, Players &players, const QDBusConnection &bus) : m_tarafd(tarafd), m_players(players), m_bus(bus)
{
    connect(&players, &Players::changed, this, &MprisHost::hear);
    connect(&players, &Players::came, this, &Host::changed);
    connect(&players, &Players::left, this, &Host::changed);
    connect(&players, &Players::played, this, [this](const QString &player, const Song &song) { tell(player, song, QStringLiteral("played")); });
    connect(&players, &Players::skipped, this, [this](const QString &player, const Song &song) { tell(player, song, QStringLiteral("skipped")); });
    recall(*this, players);
}

void MprisHost::choose(const QString &player)
{
    m_chosen = player;
    Q_EMIT changed();
}

QString MprisHost::player() const
{
    if (!m_chosen.isEmpty()) return m_chosen;
    const QStringList present = m_players.present();
    if (present.contains(m_last)) return m_last;
    if (!present.isEmpty()) return present.first();
    return installedPlayers().value(0);
}

QWidget *MprisHost::settingsPage(QWidget *parent) { return playerPage(*this, m_players, parent); }

QStringList MprisHost::installed() { return installedPlayers(); }

QString MprisHost::name() const { return player().isEmpty() ? tr("the player of this desktop") : called(m_players, player()); }

gui::Host::Capabilities MprisHost::capabilities() const { return capabilitiesOf(commandOf(player())); }

void MprisHost::playNow(const QList<Row> &rows) { handOver(As::MoreAndPlay, tr("Taraf"), rows); }

void MprisHost::append(const QList<Row> &rows) { handOver(As::More, tr("Taraf"), rows); }

void MprisHost::newPlaylist(const QString &title, const QList<Row> &rows) { handOver(As::New, title, rows); }

void MprisHost::startRadio(qint64 radio, const QString &title, const QList<Row> &rows)
{
    const bool goesOn = capabilities().testFlag(RunsRadio);
    const QList<Row> first = goesOn ? rows.first(std::min(kPart, rows.size())) : rows;
    m_radio = Radio{.id = radio, .player = player(), .given = urisOf(first), .waiting = rows.sliced(first.size())};
    m_parts = 0;
    handOver(As::NewAndPlay, title, first);
}

void MprisHost::queue(qint64 radio, const QList<Row> &upcoming)
{
    if (!m_radio || m_radio->id != radio) return;
    m_radio->waiting.clear();
    for (const Row &row : upcoming) {
        if (!m_radio->given.contains(row.uri)) m_radio->waiting.append(row);
    }
}

void MprisHost::hear(const QString &player, const Song &song, bool plays)
{
    if (plays && std::exchange(m_last, player) != player) Q_EMIT changed();
    if (player != this->player()) return;
    Q_EMIT playing(plays || !song.uri.isEmpty() ? song.uri : QString());
    if (!plays || !m_radio || m_radio->player != player) return;
    const qsizetype at = m_radio->given.lastIndexOf(song.uri);
    if (at >= 0 && m_radio->given.size() - 1 - at < kFew) feed();
}

void MprisHost::feed()
{
    Radio &radio = *m_radio;
    if (!commandOf(radio.player).append.isEmpty() && !radio.waiting.isEmpty()) {
        const QList<Row> part = radio.waiting.first(std::min(kPart, radio.waiting.size()));
        radio.waiting.remove(0, part.size());
        radio.given += urisOf(part);
        handOver(As::More, tr("Radio, part %1").arg(++m_parts), part);
        return;
    }
    if (std::exchange(radio.isAsked, true)) return;
    m_tarafd.ask(
        QStringLiteral("MoreRadio"), {radio.id, static_cast<uint>(kPart)}, this,
        [this, id = radio.id](const QJsonObject &answer) {
            if (!m_radio || m_radio->id != id) return;
            m_radio->isAsked = false;
            m_radio->waiting += gui::rowsOf(answer, QStringLiteral("tracks"));
            if (m_radio->waiting.isEmpty()) Q_EMIT failed(tr("This radio has nothing more to give. Its rules may be too strict."));
            else feed();
        },
        [this, id = radio.id](const gui::Refusal &why) {
            if (m_radio && m_radio->id == id) m_radio->isAsked = false;
            Q_EMIT failed(why.sentence);
        });
}

void MprisHost::tell(const QString &player, const Song &song, const QString &event)
{
    if (m_radio && m_radio->player == player && m_radio->given.contains(song.uri)) m_tarafd.ask(QStringLiteral("TellRadio"), {m_radio->id, song.uri, event}, this, {});
}

void MprisHost::handOver(As as, const QString &title, const QList<Row> &rows)
{
    const QString to = player();
    QVariantMap options;
    for (const auto *known : {"strawberry", "clementine", "audacious", "fooyin", "vlc"}) {
        if (to == QLatin1StringView(known)) options.insert(QStringLiteral("player"), to);
    }
    // Strawberry gives the list that is shown the title in a file of XSPF, also where that is appended; M3U8 brings none.
    if (as == As::More || as == As::MoreAndPlay) options.insert(QStringLiteral("format"), QStringLiteral("m3u8"));
    m_tarafd.ask(
        QStringLiteral("WritePlaylist"), {title, urisOf(rows), QString(), options}, this,
        [this, to, as, title](const QJsonObject &answer) { start(to, as, title, answer[u"path"].toString()); }, [this](const gui::Refusal &why) { Q_EMIT failed(why.sentence); });
}

void MprisHost::start(const QString &player, As as, const QString &title, const QString &file)
{
    const Command command = commandOf(player);
    const auto either = [](const QStringList &wanted, const QStringList &otherwise) { return wanted.isEmpty() ? otherwise : wanted; };
    const QStringList arguments = as == As::New          ? either(command.create, command.createAndPlay)
                                  : as == As::NewAndPlay ? either(command.createAndPlay, command.create)
                                  : as == As::More       ? command.append
                                                         : command.appendAndPlay;
    const auto act = [this, command, words = filled(arguments, title, file), file] {
        if (QProcess::startDetached(command.program, words)) return true;
        Q_EMIT failed(tr("%1 can't be started. The playlist is in %2").arg(command.program, file));
        return false;
    };
    if (act() && command.tellsItsPlaylists && (as == As::New || as == As::NewAndPlay)) confirm(player, title, [act] { static_cast<void>(act()); }, kTries);
}

// Strawberry 1.2.10 drops all that it is handed in the first session of a new profile, and answers nothing.
void MprisHost::confirm(const QString &player, const QString &title, const std::function<void()> &again, int left)
{
    QTimer::singleShot(kBetweenTries, this, [this, player, title, again, left] {
        askForPlaylist(m_bus, player, title, this, [this, player, title, again, left](Has has) {
            if (has == Has::Yes) return;
            if (left == 0) {
                if (has == Has::No) Q_EMIT failed(tr("%1 did not take the playlist. If you have just opened it for the first time, close it, open it again and try once more.").arg(called(m_players, player)));
                return;
            }
            if (has == Has::No) again();
            confirm(player, title, again, left - 1);
        });
    });
}

} // namespace taraf::mpris
