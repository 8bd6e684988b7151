#include "commands.h"

#include <QStandardPaths>

#include <algorithm>

namespace taraf::mpris {
namespace {

const QString kName = QStringLiteral("NAME"), kFile = QStringLiteral("FILE");

// Strawberry 1.2.10 and Clementine 1.4.1 read the same options. Audacious without our plugin, fooyin, VLC and mpv put a file into the list that plays.
const QList<Command> &commands()
{
    static const auto words = [](const char *line) { return QString::fromLatin1(line).split(u' '); };
    static const QList<Command> all{
        {.player = QStringLiteral("strawberry"), .program = QStringLiteral("strawberry"), .title = QStringLiteral("Strawberry"), .create = words("--create NAME FILE"),
         .createAndPlay = words("--create NAME --play FILE"), .append = words("--append FILE"), .appendAndPlay = words("--append --play FILE"), .tellsItsPlaylists = true},
        {.player = QStringLiteral("clementine"), .program = QStringLiteral("clementine"), .title = QStringLiteral("Clementine"), .create = words("--create NAME FILE"),
         .createAndPlay = words("--create NAME --play FILE"), .append = words("--append FILE"), .appendAndPlay = words("--append --play FILE"), .tellsItsPlaylists = true},
        {.player = QStringLiteral("audacious"), .program = QStringLiteral("audacious"), .title = QStringLiteral("Audacious"), .create = {}, .createAndPlay = words("FILE"), .append = words("-e FILE"), .appendAndPlay = {}},
        {.player = QStringLiteral("fooyin"), .program = QStringLiteral("fooyin"), .title = QStringLiteral("fooyin"), .create = {}, .createAndPlay = words("FILE"), .append = {}, .appendAndPlay = {}},
        {.player = QStringLiteral("vlc"), .program = QStringLiteral("vlc"), .title = QStringLiteral("VLC"), .create = {}, .createAndPlay = words("--started-from-file FILE"),
         .append = words("--started-from-file --playlist-enqueue FILE"), .appendAndPlay = {}},
        {.player = QStringLiteral("mpv"), .program = QStringLiteral("mpv"), .title = QStringLiteral("mpv"), .create = {}, .createAndPlay = words("--force-window --playlist=FILE"), .append = {}, .appendAndPlay = {}},
    };
    return all;
}

} // namespace

QString called(const service::Players &players, const QString &player)
{
    const QString itself = players.identity(player);
    return itself.isEmpty() ? commandOf(player).title : itself;
}

Command commandOf(const QString &player)
{
    const auto found = std::ranges::find(commands(), player, &Command::player);
    if (found != commands().end()) return *found;
    return {.player = player, .program = QStringLiteral("xdg-open"), .title = player, .create = {}, .createAndPlay = {kFile}, .append = {}, .appendAndPlay = {}};
}

gui::Host::Capabilities capabilitiesOf(const Command &command)
{
    using gui::Host;
    Host::Capabilities can = Host::TellsWhatPlays;
    can.setFlag(Host::PlaysNow, !command.appendAndPlay.isEmpty());
    can.setFlag(Host::Appends, !command.append.isEmpty());
    can.setFlag(Host::MakesPlaylists, true);
    can.setFlag(Host::RunsRadio, !command.append.isEmpty());
    return can;
}

QStringList installedPlayers()
{
    QStringList players;
    for (const Command &each : commands()) {
        if (!QStandardPaths::findExecutable(each.program).isEmpty()) players.append(each.player);
    }
    return players;
}

QStringList filled(const QStringList &arguments, const QString &name, const QString &file)
{
    QStringList words;
    for (const QString &each : arguments) words.append(each == kName ? name : each.endsWith(kFile) ? each.chopped(kFile.size()) + file : each);
    return words;
}

} // namespace taraf::mpris
