/// @file Listens and skips of every player on the bus, as they happen.
#pragma once

#include "taraf/service/players.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

namespace taraf::service {

/// A song is told as soon as it counts as heard, so that nothing is lost with this process or the machine, and once more, with its whole length, when it is left.
/// Threads: the one that made it.
class Listening : public QObject
{
    Q_OBJECT
public:
    explicit Listening(const QDBusConnection &bus, QObject *parent = nullptr);

    /// There is somebody to listen to.
    [[nodiscard]] bool isBusy() const { return !m_players.present().isEmpty(); }

Q_SIGNALS:
    /// A document as Desk's Heard takes it.
    void heard(const QJsonObject &listen);

private:
    void look();
    void tell(const QString &player, const Song &song, Heard::Length played, bool isSkip);

    Players m_players;
    QTimer m_looks;                ///< while something plays
    QHash<QString, qint64> m_told; ///< of each player, when the song that was told last began
};

} // namespace taraf::service
