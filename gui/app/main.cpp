// taraf-panel: the panel beside any player.
#include "companion.h"

#include "taraf/base/path.h"
#include "taraf/mpris/mpris_host.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QIcon>
#include <QImage>
#include <QImageReader>

#include <cstdio>
#include <memory>
#include <string_view>

namespace {

using taraf::gui::Companion;

struct Wish {
    QString action = QStringLiteral("similar");
    QStringList uris;
    bool isHidden = false;
};

/// `taraf-panel --draw OUT.png IN.svg`, for those of Taraf's programs that can't draw.
int draw(const QString &in, const QString &out)
{
    QImageReader reader(in, "svg");
    reader.setScaledSize(reader.size() * 2);
    const QImage image = reader.read();
    if (image.isNull()) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(reader.errorString()));
        return 1;
    }
    return image.save(out, "PNG") ? 0 : 1;
}

/// Exits on --help, --version and what it does not know.
Wish wishOf(const QCoreApplication &program, char **arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("What sounds like what you hear, beside your player."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("An audio file, a folder or a playlist: shows what is like it."), QStringLiteral("[FILE…]"));
    const QCommandLineOption albums(QStringLiteral("albums"), QStringLiteral("Show albums like it.")), radio(QStringLiteral("radio"), QStringLiteral("Start a radio from it.")),
        hidden(QStringLiteral("hidden"), QStringLiteral("Start without a window; the icon in the tray opens it."));
    for (const QCommandLineOption &option : {albums, radio, hidden}) parser.addOption(option);
    parser.process(program);
    Wish wish{.action = parser.isSet(radio) ? QStringLiteral("radio") : parser.isSet(albums) ? QStringLiteral("albums") : QStringLiteral("similar"), .uris = {},
              .isHidden = parser.isSet(hidden)};
    // The names' own bytes; Qt's text has lost those that are no UTF-8.
    const qsizetype names = parser.positionalArguments().size();
    const qsizetype count = QCoreApplication::arguments().size();
    for (qsizetype i = count - names; i < count; ++i) {
        const QString text = QString::fromLocal8Bit(arguments[i]);
        if (text.startsWith(QLatin1String("file:"))) wish.uris.append(text);
        else if (const auto path = taraf::absolutePath(arguments[i])) wish.uris.append(QString::fromStdString(taraf::fileUri(*path)));
    }
    return wish;
}

/// To the one that runs. False: it gave no answer.
bool handedOn(const Wish &wish, const QDBusConnection &bus)
{
    const bool asks = !wish.uris.isEmpty();
    auto call = QDBusMessage::createMethodCall(QLatin1String(Companion::kName), QLatin1String(Companion::kPath), QStringLiteral("org.freedesktop.Application"),
                                               asks ? QStringLiteral("ActivateAction") : QStringLiteral("Activate"));
    if (asks) call.setArguments({wish.action, QVariantList{wish.uris}, QVariantMap()});
    else call.setArguments({QVariantMap()});
    return bus.call(call, QDBus::Block, 5000).type() == QDBusMessage::ReplyMessage;
}

bool runs(const QDBusConnection &bus)
{
    QDBusConnectionInterface *interface = bus.interface();
    return interface && interface->isServiceRegistered(QLatin1String(Companion::kName)).value();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("taraf-panel"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TARAF_VERSION));
    QGuiApplication::setDesktopFileName(QLatin1String(Companion::kName));
    if (argc == 4 && std::string_view(argv[1]) == "--draw") {
        const QGuiApplication program(argc, argv);
        return draw(QString::fromLocal8Bit(argv[3]), QString::fromLocal8Bit(argv[2]));
    }
    Wish wish;
    {
        // Handing a wish on takes no screen. What Qt's own options are, it takes out of argv itself.
        int count = argc;
        QCoreApplication early(count, argv);
        argc = count;
        wish = wishOf(early, argv);
        // Over a connection of its own: Qt's for the session would deliver nothing to the application that follows this one.
        const QString name = QStringLiteral("early");
        const bool isDone = [&, bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name)] { return runs(bus) && handedOn(wish, bus); }();
        QDBusConnection::disconnectFromBus(name);
        if (isDone) return 0;
    }
    QApplication program(argc, argv);
    QApplication::setWindowIcon(QIcon::fromTheme(QLatin1String(Companion::kName), QIcon(QStringLiteral(":/icons/org.taraf.Panel.svg"))));
    const QDBusConnection bus = QDBusConnection::sessionBus();
    taraf::gui::Service tarafd;
    taraf::service::Players players(bus);
    taraf::mpris::MprisHost host(tarafd, players, bus);
    Companion companion(host);
    if (!companion.takeName()) {
        if (handedOn(wish, QDBusConnection::sessionBus())) return 0; // another one was quicker
        std::fputs("taraf-panel needs a session bus: start it from your desktop, or with dbus-run-session\n", stderr);
        return 1;
    }
    if (!wish.uris.isEmpty()) companion.ActivateAction(wish.action, {wish.uris}, {});
    else if (!wish.isHidden) companion.show();
    return QApplication::exec();
}
