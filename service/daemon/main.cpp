// tarafd: Taraf for everybody on the session bus. One a user; the bus starts it when somebody asks.

#include "service.h"

#include "taraf/base/signals.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

int main(int argc, char **argv)
{
    using namespace taraf;
    const std::stop_token stop = stopOnSignals();
    QCoreApplication application(argc, argv);
    int patience = 600;
    CLI::App options("Answers players on the session bus as org.taraf.Taraf1. The bus starts it; people use `taraf`.", "tarafd");
    options.set_version_flag("--version", "tarafd " TARAF_VERSION, "Show the version and end");
    options.add_option("--idle", patience, "End after so many seconds in which nobody asked; 0: never")->check(CLI::Range(0, 1'000'000).description(""))->type_name("S")->capture_default_str();
    CLI11_PARSE(options, argc, argv)

    const auto home = findHome();
    if (!home) {
        std::fprintf(stderr, "tarafd: %s\n", home.error().message.c_str());
        return 1;
    }
    // A name that somebody means relative to their own folder must not be found in the one we were started in.
    if (::chdir("/") != 0) return 1;
    service::Service service(*home, std::chrono::seconds(patience));
    QObject::connect(&service, &service::Service::left, &application, &QCoreApplication::quit);
    if (const auto entered = service.enter(QDBusConnection::sessionBus()); !entered) {
        std::fprintf(stderr, "tarafd: %s\n", entered.error().message.c_str());
        return 1;
    }
    const std::stop_callback quit(stop, [&] { QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection); });
    return QCoreApplication::exec();
}
