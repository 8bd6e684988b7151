/// @file Any player on the session bus, as the panel knows it.
#pragma once

#include "taraf/gui/host.h"
#include "taraf/gui/service.h"
#include "taraf/service/players.h"

#include <functional>
#include <optional>

namespace taraf::mpris {

using service::Players, service::Song;

/// Hands playlists over by the player's own command line, as files that tarafd writes; a player that is not there is started by that.
/// A radio goes over in parts: the next one when few of the last are left, since no player gives back what it has.
/// Threads: the GUI's alone.
class MprisHost : public gui::Host
{
    Q_OBJECT
public:
    /// Both must outlive it. What people chose in an earlier run holds again.
    MprisHost(gui::Service &tarafd, Players &players, const QDBusConnection &bus);

    /// The player to hand over to, by its name on the bus; empty: the one that played last, else the first that is installed.
    void choose(const QString &player);
    /// The one that it is now; empty: what the desktop opens playlists with.
    [[nodiscard]] QString player() const;
    /// Those that have a command of their own and are installed.
    [[nodiscard]] static QStringList installed();

    [[nodiscard]] QString name() const override;
    [[nodiscard]] Capabilities capabilities() const override;
    void playNow(const QList<gui::Row> &rows) override;
    void append(const QList<gui::Row> &rows) override;
    void newPlaylist(const QString &title, const QList<gui::Row> &rows) override;
    void startRadio(qint64 radio, const QString &title, const QList<gui::Row> &rows) override;
    void queue(qint64 radio, const QList<gui::Row> &upcoming) override;
    [[nodiscard]] QWidget *settingsPage(QWidget *parent) override;

private:
    enum class As { New, NewAndPlay, More, MoreAndPlay };
    struct Radio {
        qint64 id = 0;
        QString player;
        QStringList given;        ///< URIs that the player has, in order
        QList<gui::Row> waiting;  ///< what it gets next
        bool isAsked = false;     ///< for more
    };

    void handOver(As as, const QString &title, const QList<gui::Row> &rows);
    void start(const QString &player, As as, const QString &title, const QString &file);
    void confirm(const QString &player, const QString &title, const std::function<void()> &again, int left);
    void hear(const QString &player, const Song &song, bool plays);
    void tell(const QString &player, const Song &song, const QString &event);
    void feed();

    gui::Service &m_tarafd;
    Players &m_players;
    QDBusConnection m_bus;
    QString m_chosen, m_last; ///< m_last: played last
    std::optional<Radio> m_radio; ///< the one that was started last
    int m_parts = 0;              ///< files of it, each with a name of its own
};

} // namespace taraf::mpris
