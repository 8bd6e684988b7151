// A companion without a window: orders on stdin, one a line, their words kept apart by tabs; what it hears on stdout.
//   choose PLAYER | new TITLE URI… | now URI… | append URI… | radio SEED…
#include "taraf/mpris/mpris_host.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <iostream>

using namespace taraf;

namespace {

void say(const QString &line)
{
    std::printf("%s\n", line.toUtf8().constData());
    std::fflush(stdout);
}

QList<gui::Row> rowsOf(const QStringList &uris)
{
    QList<gui::Row> rows;
    for (const QString &each : uris) {
        gui::Row row;
        row.uri = each;
        rows.append(row);
    }
    return rows;
}

void obey(mpris::MprisHost &host, gui::Service &tarafd, const QStringList &words)
{
    const QString order = words.first();
    if (order == u"choose") host.choose(words.at(1));
    else if (order == u"new") host.newPlaylist(words.at(1), rowsOf(words.sliced(2)));
    else if (order == u"now") host.playNow(rowsOf(words.sliced(1)));
    else if (order == u"append") host.append(rowsOf(words.sliced(1)));
    else if (order == u"radio") {
        tarafd.ask(
            QStringLiteral("StartRadio"), {words.sliced(1), QVariantMap{{QStringLiteral("length"), 5}}}, &host,
            [&host](const QJsonObject &answer) {
                host.startRadio(answer[u"radio"].toInteger(), answer[u"title"].toString(), gui::rowsOf(answer, QStringLiteral("tracks")));
                say(QStringLiteral("radio %1").arg(answer[u"radio"].toInteger()));
            },
            [](const gui::Refusal &why) { say(QStringLiteral("failed ") + why.sentence); });
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QDBusConnection bus = QDBusConnection::sessionBus();
    gui::Service tarafd;
    service::Players players(bus);
    mpris::MprisHost host(tarafd, players, bus);
    QObject::connect(&players, &service::Players::came, [](const QString &player) { say(QStringLiteral("came ") + player); });
    QObject::connect(&players, &service::Players::left, [](const QString &player) { say(QStringLiteral("left ") + player); });
    QObject::connect(&players, &service::Players::played, [](const QString &player, const service::Song &song) { say(QStringLiteral("played %1 %2").arg(player, song.uri)); });
    QObject::connect(&players, &service::Players::skipped, [](const QString &player, const service::Song &song) { say(QStringLiteral("skipped %1 %2").arg(player, song.uri)); });
    QObject::connect(&host, &gui::Host::playing, [](const QString &uri) { say(QStringLiteral("playing ") + uri); });
    QObject::connect(&host, &gui::Host::failed, [](const QString &sentence) { say(QStringLiteral("failed ") + sentence); });
    QSocketNotifier orders(0, QSocketNotifier::Read);
    QObject::connect(&orders, &QSocketNotifier::activated, [&] {
        std::string line;
        if (!std::getline(std::cin, line)) QCoreApplication::quit();
        else obey(host, tarafd, QString::fromStdString(line).split(u'\t'));
    });
    return QCoreApplication::exec();
}
