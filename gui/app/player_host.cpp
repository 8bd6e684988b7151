#include "player_host.h"

#include "kept.h"

#include <QComboBox>
#include <QFormLayout>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace taraf::gui {
namespace {

struct Player {
    const char *program;
    const char *name;
    const char *dialect; ///< of WritePlaylist; empty: any
    Host::Capabilities can;
    const char *appends; ///< its option
};

/// Strawberry's and Clementine's lists are made by name, which leaves the others alone; the rest play what they are given.
const std::array kPlayers{
    Player{"strawberry", "Strawberry", "strawberry", Host::MakesPlaylists | Host::Appends, "--append"},
    Player{"clementine", "Clementine", "clementine", Host::MakesPlaylists | Host::Appends, "--append"},
    Player{"audacious", "Audacious", "audacious", Host::PlaysNow | Host::MakesPlaylists | Host::Appends, "--enqueue"},
    Player{"fooyin", "fooyin", "fooyin", Host::PlaysNow | Host::MakesPlaylists, ""},
    Player{"vlc", "VLC", "vlc", Host::PlaysNow | Host::MakesPlaylists, ""},
    Player{"mpv", "mpv", "", Host::PlaysNow | Host::MakesPlaylists, ""},
    Player{"xdg-open", QT_TRANSLATE_NOOP("taraf::gui::PlayerHost", "The desktop's player"), "", Host::PlaysNow | Host::MakesPlaylists, ""},
};

bool isInstalled(const Player &player) { return !QStandardPaths::findExecutable(QLatin1String(player.program)).isEmpty(); }

} // namespace

PlayerHost::PlayerHost(QObject *parent) : Host(parent)
{
    const QString chosen = kept().value(QStringLiteral("player/program")).toString();
    auto found = std::ranges::find_if(kPlayers, [&](const Player &player) { return chosen == QLatin1String(player.program); });
    if (found == kPlayers.end()) found = std::ranges::find_if(kPlayers, isInstalled);
    m_player = static_cast<int>(std::min<std::ptrdiff_t>(found - kPlayers.begin(), std::ssize(kPlayers) - 1));
}

QString PlayerHost::name() const { return tr(kPlayers.at(static_cast<std::size_t>(m_player)).name); }

Host::Capabilities PlayerHost::capabilities() const { return kPlayers.at(static_cast<std::size_t>(m_player)).can; }

void PlayerHost::playNow(const QList<Row> &rows) { handOver(rows.size() == 1 ? rows.first().title : tr("Taraf"), rows, {}); }

void PlayerHost::append(const QList<Row> &rows) { handOver(tr("Taraf"), rows, {QLatin1String(kPlayers.at(static_cast<std::size_t>(m_player)).appends)}); }

void PlayerHost::newPlaylist(const QString &title, const QList<Row> &rows)
{
    const bool byName = QLatin1String(kPlayers.at(static_cast<std::size_t>(m_player)).appends) == QLatin1String("--append");
    handOver(title, rows, byName ? QStringList{QStringLiteral("--create"), title} : QStringList());
}

void PlayerHost::handOver(const QString &title, const QList<Row> &rows, const QStringList &before)
{
    const Player &player = kPlayers.at(static_cast<std::size_t>(m_player));
    QStringList uris;
    for (const Row &row : rows) uris.append(row.uri);
    QVariantMap options;
    if (*player.dialect != '\0') options[QStringLiteral("player")] = QLatin1String(player.dialect);
    m_service.ask(QStringLiteral("WritePlaylist"), {title, uris, QString(), options}, this, [this, player, before](const QJsonObject &answer) {
        const QString program = QLatin1String(player.program);
        if (!QProcess::startDetached(program, before + QStringList{answer.value(u"path").toString()})) {
            Q_EMIT failed(tr("%1 could not be started. Choose another player in the settings.").arg(tr(player.name)));
        }
    }, [this](const Refusal &why) { Q_EMIT failed(why.sentence); });
}

QWidget *PlayerHost::settingsPage(QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *form = new QFormLayout(page);
    auto *players = new QComboBox(page);
    for (int i = 0; i < static_cast<int>(kPlayers.size()); ++i) {
        if (isInstalled(kPlayers[static_cast<std::size_t>(i)])) players->addItem(tr(kPlayers[static_cast<std::size_t>(i)].name), i);
    }
    players->setCurrentIndex(players->findData(m_player));
    form->addRow(tr("&Hand playlists over to:"), players);
    connect(players, &QComboBox::activated, this, [this, players] {
        m_player = players->currentData().toInt();
        kept().setValue(QStringLiteral("player/program"), QLatin1String(kPlayers.at(static_cast<std::size_t>(m_player)).program));
        Q_EMIT changed();
    });
    return page;
}

} // namespace taraf::gui
