#include "listening.h"

#include <chrono>

namespace taraf::service {

using namespace std::chrono_literals;

Listening::Listening(const QDBusConnection &bus, QObject *parent) : QObject(parent), m_players(bus)
{
    m_looks.setInterval(5s);
    m_looks.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_looks, &QTimer::timeout, this, &Listening::look);
    connect(&m_players, &Players::changed, this, [this] { look(); });
    connect(&m_players, &Players::played, this, [this](const QString &player, const Song &song, Heard::Length heard) { tell(player, song, heard, false); });
    connect(&m_players, &Players::skipped, this, [this](const QString &player, const Song &song, Heard::Length heard) { tell(player, song, heard, true); });
}

void Listening::look()
{
    bool plays = false;
    for (const QString &player : m_players.present()) {
        if (!m_players.plays(player)) continue;
        plays = true;
        const Song song = m_players.song(player);
        if (song.uri.isEmpty() || m_told.value(player) == song.startedAt || m_players.verdict(player) != Verdict::Played) continue;
        m_told[player] = song.startedAt;
        tell(player, song, m_players.heard(player), false);
    }
    if (plays == m_looks.isActive()) return;
    plays ? m_looks.start() : m_looks.stop();
}

void Listening::tell(const QString &player, const Song &song, Heard::Length played, bool isSkip)
{
    const auto seconds = [](Heard::Length length) { return std::chrono::duration<double>(length).count(); };
    Q_EMIT heard({{QStringLiteral("track"), song.uri}, {QStringLiteral("at"), song.startedAt}, {QStringLiteral("played"), seconds(played)}, {QStringLiteral("duration"), seconds(song.length)},
                  {QStringLiteral("skipped"), isSkip}, {QStringLiteral("player"), player}, {QStringLiteral("artist"), song.artist}, {QStringLiteral("title"), song.title},
                  {QStringLiteral("album"), song.album}});
}

} // namespace taraf::service
