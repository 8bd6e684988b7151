/// @file The players on the session bus: what they play, and what people heard of it.
#pragma once

#include "taraf/service/heard.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <functional>

namespace taraf::service {

struct Song {
    QString uri; ///< of a file, as Taraf writes URIs; empty: nothing plays, or something that is no file
    Heard::Length length{0}; ///< 0: unknown
    qint64 startedAt = 0;    ///< when it began, seconds since the epoch; earlier by what was heard before we met the player
    QString artist, title, album;
};

/// Follows every player that speaks MPRIS, by its signals alone.
/// Source: freedesktop.org, Media Player Remote Interfacing Specification 2.2, 2012. What players really send is wilder: numbers of any type, the same song
/// twice, "mpris:trackid" that never changes. So a song is known by its URI.
/// A player is called what its bus name says without "org.mpris.MediaPlayer2." and what follows the next dot: "vlc" for "….vlc.instance42".
/// Threads: the one that made it, with an event loop.
class Players : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<Heard::Time()>;
    explicit Players(const QDBusConnection &bus, QObject *parent = nullptr, Clock clock = std::chrono::steady_clock::now);

    /// The only ones to listen to; empty: all.
    void listenTo(const QStringList &players);
    [[nodiscard]] QStringList listenedTo() const { return m_only; }

    /// Those on the bus that are listened to.
    [[nodiscard]] QStringList present() const;
    /// As it calls itself: "Strawberry"; empty where it does not run.
    [[nodiscard]] QString identity(const QString &player) const;
    [[nodiscard]] Song song(const QString &player) const;
    [[nodiscard]] bool plays(const QString &player) const;
    /// Of what it plays, so far.
    [[nodiscard]] Heard::Length heard(const QString &player) const;
    [[nodiscard]] Verdict verdict(const QString &player) const;

Q_SIGNALS:
    void came(const QString &player);
    void left(const QString &player);
    /// It began, went on, paused or ended; the song's URI is empty where none is left.
    void changed(const QString &player, const taraf::service::Song &song, bool plays);
    /// It was left after half of it or four minutes, or the player stopped by then.
    void played(const QString &player, const taraf::service::Song &song, Heard::Length heard);
    /// Another one was begun before that. Nothing is told of what is shorter than 30 s, or of what was stopped.
    void skipped(const QString &player, const taraf::service::Song &song, Heard::Length heard);

private Q_SLOTS:
    void hear(const QString &interface, const QVariantMap &changes, const QStringList &invalidated, const QDBusMessage &message);

private:
    struct Player {
        QString name, identity;
        Song song;
        bool plays = false;
        Heard heard{};
    };

    void meet(const QString &busName);
    void meet(const QString &busName, const QString &owner);
    void part(const QString &owner);
    void askFor(const QString &owner, const QString &interface);
    void take(const QString &owner, const QJsonObject &properties);
    void takeSong(Player &player, const Song &song, Heard::Length position);
    void finish(const Player &player, bool byAnother);
    [[nodiscard]] bool isHeard(const QString &player) const { return m_only.isEmpty() || m_only.contains(player); }
    [[nodiscard]] const Player *named(const QString &player) const;

    QDBusConnection m_bus;
    Clock m_clock;
    QStringList m_only;
    QHash<QString, Player> m_players; ///< by the unique name of their connection, which signals come from
};

} // namespace taraf::service
