#include "confirmation.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>

namespace taraf::mpris {
namespace {

Has isIn(const QDBusMessage &reply, const QString &name)
{
    if (reply.type() != QDBusMessage::ReplyMessage || reply.signature() != QLatin1StringView("a(oss)")) return Has::Unknown;
    const auto list = reply.arguments().constFirst().value<QDBusArgument>();
    bool has = false;
    list.beginArray();
    while (!list.atEnd()) {
        QDBusObjectPath id;
        QString each, icon;
        list.beginStructure();
        list >> id >> each >> icon;
        list.endStructure();
        has = has || each == name;
    }
    list.endArray();
    return has ? Has::Yes : Has::No;
}

} // namespace

void askForPlaylist(const QDBusConnection &bus, const QString &player, const QString &name, QObject *context, const std::function<void(Has)> &answer)
{
    auto message = QDBusMessage::createMethodCall(QStringLiteral("org.mpris.MediaPlayer2.") + player, QStringLiteral("/org/mpris/MediaPlayer2"),
                                                  QStringLiteral("org.mpris.MediaPlayer2.Playlists"), QStringLiteral("GetPlaylists"));
    message.setArguments({0U, 10000U, QStringLiteral("Alphabetical"), false});
    message.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, name, answer] {
        watcher->deleteLater();
        answer(isIn(watcher->reply(), name));
    });
}

} // namespace taraf::mpris
