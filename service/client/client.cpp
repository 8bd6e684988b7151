#include "taraf/service/client.h"

#include "following.h"
#include "taraf/base/path.h"
#include "taraf/service/names.h"
#include "taraf/service/values.h"
#include "taraf/work/job.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEventLoop>
#include <QFileInfo>

#include <limits>

namespace taraf::service {
namespace {

constexpr int kHello = 2000; ///< ms; one that runs answers this at once

bool isThereABus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           (!qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR") && QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus")));
}

QDBusMessage call(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QString::fromLatin1(kName), QString::fromLatin1(kPath), QString::fromLatin1(kName), method);
    message.setArguments(arguments);
    message.setAutoStartService(false);
    return message;
}

/// The reply to a call; nothing where nobody is there (any more) to give one.
Result<std::optional<QDBusMessage>> replyTo(const QDBusConnection &bus, const QDBusMessage &message, const std::stop_token &stop)
{
    QDBusPendingCallWatcher watcher(bus.asyncCall(message, std::numeric_limits<int>::max()));
    QEventLoop loop;
    QObject::connect(&watcher, &QDBusPendingCallWatcher::finished, &loop, &QEventLoop::quit);
    const std::stop_callback quit(stop, [&] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
    if (!watcher.isFinished() && !stop.stop_requested()) loop.exec();
    if (!watcher.isFinished()) return fail(ErrorCode::Cancelled, "stopped while tarafd was asked");
    const QDBusMessage reply = watcher.reply();
    if (reply.type() != QDBusMessage::ErrorMessage) return reply;
    if (reply.errorName().startsWith(QLatin1StringView(kErrors))) return fail(errorCode(reply.errorName()), reply.errorMessage().toStdString());
    return std::nullopt;
}

} // namespace

std::optional<Client> Client::running(const Home &home)
{
    if (!isThereABus()) return std::nullopt;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return std::nullopt;
    QDBusMessage message = QDBusMessage::createMethodCall(QString::fromLatin1(kName), QString::fromLatin1(kPath), QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    message.setArguments({QString::fromLatin1(kName), QStringLiteral("Library")});
    message.setAutoStartService(false);
    const QDBusMessage reply = bus.call(message, QDBus::Block, kHello);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) return std::nullopt;
    const QString library = reply.arguments().constFirst().value<QDBusVariant>().variant().toString();
    if (library.toStdString() != fileUri(home.library())) return std::nullopt;
    return Client(bus);
}

Result<std::optional<QJsonObject>> Client::ask(const QString &method, const QVariantList &arguments, const std::stop_token &stop)
{
    const auto reply = replyTo(m_bus, call(method, arguments), stop);
    if (!reply) return fail(reply.error());
    if (!*reply) return std::nullopt;
    if ((*reply)->arguments().isEmpty()) return QJsonObject(); // an order, done
    const QDBusPendingReply<QVariantMap> answer(**reply);
    return fromValues(answer.value());
}

Result<std::optional<QJsonObject>> Client::run(const QString &method, const QVariantList &arguments, const Events &events, const std::stop_token &stop)
{
    Following following(m_bus, events); // before the job is there, so that none of its states is missed
    const auto reply = replyTo(m_bus, call(method, arguments), {});
    if (!reply) return fail(reply.error());
    if (!*reply) return std::nullopt;
    const auto id = (*reply)->arguments().value(0).toUInt();
    const std::stop_callback cancel(stop, [this, id] { m_bus.send(call(QStringLiteral("Cancel"), {id})); });
    auto ended = following.toTheEnd(id);
    if (!ended) return std::nullopt;
    const QJsonObject error = ended->value(u"error").toObject();
    if (error.isEmpty()) return ended->value(u"result").toObject();
    return fail(work::errorOf(error));
}

} // namespace taraf::service
