// Questions over D-Bus as a player asks them: bench_service SIZE [WORD], with tarafd activatable on the session bus and a library of bench_library's.

#include "taraf/service/names.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusReply>
#include <QVariantMap>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace taraf;
using Clock = std::chrono::steady_clock;
constexpr int kRuns = 101;

QDBusMessage call(const QString &interface, const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QString::fromLatin1(service::kName), QString::fromLatin1(service::kPath), interface, method);
    message.setArguments(arguments);
    const QDBusMessage reply = QDBusConnection::sessionBus().call(message);
    if (reply.type() == QDBusMessage::ErrorMessage) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(method), qPrintable(reply.errorMessage()));
        std::exit(1);
    }
    return reply;
}

QDBusMessage ask(const QString &method, const QVariantList &arguments) { return call(QString::fromLatin1(service::kName), method, arguments); }

double milliseconds(const std::function<void()> &work)
{
    const auto begun = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

std::string only; ///< a word of the questions that are asked; empty: all are

void tell(const char *what, const std::function<void(int run)> &work)
{
    if (!std::string_view(what).contains(only)) return;
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) times.push_back(milliseconds([&] { work(run); }));
    times.erase(times.begin()); // the first one pays for what it opens
    std::ranges::sort(times);
    std::printf("| %s | %.1f | %.1f |\n", what, times[times.size() / 2], times[times.size() * 95 / 100]);
}

std::string lineOf(qint64 pid, const char *key)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(key)) return line.substr(line.find_first_of("0123456789"));
    }
    return "?";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int size = argc > 1 ? std::atoi(argv[1]) : 100'000, albums = size / 10;
    if (argc > 2) only = argv[2];
    const auto album = [&](int run) { return QStringLiteral("/music/Artist %1/Album %2").arg((run * 37 % albums) / 2).arg(run * 37 % albums); };
    const auto track = [&](int run) { return album(run) + QStringLiteral("/03.mp3"); };
    const QVariantMap none;
    const double first = milliseconds([&] { ask(QStringLiteral("Similar"), {QStringList{track(0)}, none}); });
    std::printf("| %d tracks | median ms | 95 %% within |\n|---|---|---|\n", size);
    tell("a message there and back (Peer.Ping: the floor)", [&](int) { call(QStringLiteral("org.freedesktop.DBus.Peer"), QStringLiteral("Ping"), {}); });
    tell("Similar to a track", [&](int run) { ask(QStringLiteral("Similar"), {QStringList{track(run)}, none}); });
    tell("Similar to a track, mood", [&](int run) { ask(QStringLiteral("Similar"), {QStringList{track(run)}, QVariantMap{{QStringLiteral("focus"), QStringLiteral("mood")}}}); });
    tell("Similar to an album, tracks", [&](int run) { ask(QStringLiteral("Similar"), {QStringList{album(run)}, none}); });
    tell("Albums like an album", [&](int run) { ask(QStringLiteral("Albums"), {QStringList{album(run)}, none}); });
    tell("Radio of 50", [&](int run) { ask(QStringLiteral("Radio"), {QStringList{track(run)}, none}); });
    qlonglong radio = 0;
    tell("StartRadio of 10", [&](int run) {
        const QDBusReply<QVariantMap> reply = ask(QStringLiteral("StartRadio"), {QStringList{track(run)}, QVariantMap{{QStringLiteral("length"), 10}}});
        radio = reply.value().value(QStringLiteral("radio")).toLongLong();
    });
    tell("MoreRadio, 5", [&](int run) {
        if (run % 20 == 0) radio = QDBusReply<QVariantMap>(ask(QStringLiteral("StartRadio"), {QStringList{track(run)}, QVariantMap{{QStringLiteral("length"), 10}}})).value().value(QStringLiteral("radio")).toLongLong();
        ask(QStringLiteral("MoreRadio"), {radio, 5U});
    });
    tell("Path of 12", [&](int run) { ask(QStringLiteral("Path"), {track(run), track(run + 50), none}); });
    tell("Search, two words", [&](int run) { ask(QStringLiteral("Search"), {QStringLiteral("art %1").arg(run % 90 + 10), none}); });
    tell("Status", [&](int) { ask(QStringLiteral("Status"), {}); });
    const qint64 pid = QDBusReply<uint>(QDBusConnection::sessionBus().call(
        [] {
            QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"), QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetConnectionUnixProcessID"));
            message.setArguments({QString::fromLatin1(service::kName)});
            return message;
        }())).value();
    std::printf("\nfirst answer, tarafd started for it: %.0f ms; resident after all of it: %s (anonymous %s)\n", first, lineOf(pid, "VmRSS").c_str(), lineOf(pid, "RssAnon").c_str());
    return 0;
}
