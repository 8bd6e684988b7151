#include "taraf/gui/service.h"

#include "taraf/service/names.h"
#include "taraf/service/values.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusServiceWatcher>
#include <QPointer>

namespace taraf::gui {
namespace {

const QString kName = QString::fromLatin1(service::kName);
const QString kPath = QString::fromLatin1(service::kPath);

/// A question about a file that the collection does not hold waits until it has been heard.
constexpr int kPatienceMs = 10 * 60 * 1000;

Refusal refusalOf(const QDBusError &error)
{
    using enum Refusal::Kind;
    // Of what the bus itself says, Spawn.ExecFailed and its like have no enumerator.
    const bool absent = error.type() == QDBusError::ServiceUnknown || error.type() == QDBusError::NoServer || error.type() == QDBusError::Disconnected ||
                        error.name().startsWith(QLatin1String("org.freedesktop.DBus.Error.Spawn")) || error.name().startsWith(QLatin1String("org.freedesktop.systemd1."));
    if (absent) return {Absent, Service::tr("The program tarafd can't be started. Is Taraf installed? (%1)").arg(error.message())};
    switch (service::errorCode(error.name())) {
    case ErrorCode::NotFound: return {NotFound, error.message()};
    case ErrorCode::Cancelled: return {Cancelled, error.message()};
    case ErrorCode::Busy: return {Busy, error.message()};
    default: return {Other, error.message()};
    }
}

} // namespace

Service::Service(QObject *parent) : QObject(parent), m_bus(QDBusConnection::sessionBus())
{
    auto *watcher = new QDBusServiceWatcher(kName, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this](const QString &, const QString &, const QString &owner) {
        if (owner.isEmpty()) Q_EMIT left();
        else Q_EMIT came();
    });
    m_bus.connect(kName, kPath, kName, QStringLiteral("LibraryChanged"), this, SIGNAL(libraryChanged()));
    m_bus.connect(kName, kPath, kName, QStringLiteral("RadioChanged"), this, SIGNAL(radioChanged(qint64)));
    m_bus.connect(kName, kPath, kName, QStringLiteral("JobChanged"), this, SLOT(hearJob(uint, QVariantMap)));
}

namespace {

/// These may be asked twice: where tarafd has ended in the middle of an answer, another one gives it.
bool isQuestion(const QString &method)
{
    static const QStringList changes{QStringLiteral("StartRadio"), QStringLiteral("MoreRadio"), QStringLiteral("Rescan"), QStringLiteral("Tune"),
                                     QStringLiteral("Exclude"), QStringLiteral("Include"), QStringLiteral("RemoveRoot")};
    return !changes.contains(method);
}

} // namespace

void Service::ask(const QString &method, const QVariantList &arguments, QObject *context, Answer answer, Refused refused)
{
    send(method, arguments, context, std::move(answer), std::move(refused), isQuestion(method));
}

void Service::send(const QString &method, const QVariantList &arguments, QObject *context, Answer answer, Refused refused, bool mayRepeat)
{
    auto call = QDBusMessage::createMethodCall(kName, kPath, kName, method);
    call.setArguments(arguments);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, kPatienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, watcher,
            [this, watcher, method, arguments, mayRepeat, context = QPointer(context), answer = std::move(answer), refused = std::move(refused)] {
                watcher->deleteLater();
                if (!context) return;
                const QDBusMessage reply = watcher->reply();
                if (reply.type() == QDBusMessage::ErrorMessage && mayRepeat && QDBusError(reply).type() == QDBusError::NoReply) {
                    send(method, arguments, context, answer, refused, false);
                    return;
                }
                if (reply.type() == QDBusMessage::ErrorMessage) {
                    if (refused) refused(refusalOf(QDBusError(reply)));
                    return;
                }
                if (!answer) return;
                const QVariant first = reply.arguments().value(0);
                if (reply.signature() == QLatin1String("u")) answer({{QStringLiteral("job"), static_cast<qint64>(first.toUInt())}});
                else answer(service::fromValues(qdbus_cast<QVariantMap>(first)));
            });
}

void Service::hearJob(uint job, const QVariantMap &state) { Q_EMIT jobChanged(job, service::fromValues(state)); }

} // namespace taraf::gui
