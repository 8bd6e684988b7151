#include "service.h"

#include "taraf/answer/listens.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"
#include "taraf/service/names.h"
#include "taraf/service/orders.h"
#include "taraf/service/values.h"
#include "taraf1adaptor.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>

#include <unistd.h>

namespace taraf::service {
namespace {

/// Nothing is answered but that it was done.
bool isOrder(Question question)
{
    return question == Question::TellRadio || question == Question::RemoveRadio || question == Question::SavePlaylist ||
           question == Question::RemovePlaylist || question == Question::Set || question == Question::Reset ||
           question == Question::Include || question == Question::RemoveRoot;
}

/// After the start, who woke us is answered first; from then on it is looked at so often whether it is a new day.
constexpr std::chrono::seconds kFirstMixing{60}, kMixing{1800};

constexpr std::size_t kAnswering = 4, kPainting = 2; ///< threads at most

QJsonObject named(const QString &name) { return {{QStringLiteral("name"), name}}; }
QJsonObject of(qlonglong radio) { return {{QStringLiteral("radio"), radio}}; }

} // namespace

Service::Service(Home home, std::chrono::seconds patience) : m_home(std::move(home)), m_news(m_home), m_answering(m_home, kAnswering), m_painting(m_home, kPainting)
{
    new Taraf1Adaptor(this); // of this object, which owns it
    m_callers.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_callers, &QDBusServiceWatcher::serviceUnregistered, this, [this](const QString &caller) {
        m_known.remove(caller);
        m_callers.removeWatchedService(caller);
        m_jobs.cancelOf(caller);
    });
    connect(&m_jobs, &Jobs::changed, this, [this](Jobs::Id id, const QJsonObject &state) {
        waitOn();
        m_news.look();
        Q_EMIT JobChanged(id, toValues(state));
    });
    connect(&m_news, &News::libraryChanged, this, &Service::LibraryChanged);
    connect(&m_mixing, &QTimer::timeout, this, &Service::refreshMixes);
    m_mixing.start(kFirstMixing);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &Service::lookWhetherToLeave);
    if (patience.count() > 0) m_patience.start();
}

Result<> Service::enter(QDBusConnection bus)
{
    if (!bus.isConnected()) {
        return fail(ErrorCode::Io, "there is no session bus to serve (" + bus.lastError().message().toStdString() + "); start it in a desktop session, or with dbus-run-session");
    }
    m_bus = bus;
    m_callers.setConnection(bus);
    // A session that has ended needs no service.
    m_bus.connect({}, QStringLiteral("/org/freedesktop/DBus/Local"), QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this, SIGNAL(left()));
    if (!bus.registerObject(QString::fromLatin1(kPath), this, QDBusConnection::ExportAdaptors)) return fail(ErrorCode::Internal, "the object can't be registered on the bus");
    if (!bus.registerService(QString::fromLatin1(kName))) return fail(ErrorCode::Busy, std::string("another tarafd serves this session: ") + kName + " is taken");
    m_listening.emplace(bus);
    connect(&*m_listening, &Listening::heard, this, &Service::write);
    m_answering.add([this](Desk &, const std::stop_token &) -> Answering::Reply {
        sendOn(); // what an earlier tarafd could not send
        return [] {};
    });
    return {};
}

void Service::refreshMixes()
{
    m_mixing.setInterval(kMixing);
    ++m_asked;
    m_answering.add([this](Desk &desk, const std::stop_token &stop) -> Answering::Reply {
        const auto done = stop.stop_requested() ? Result<QJsonObject>(QJsonObject()) : desk.answer(Question::RefreshMixes, {}, stop);
        if (!done && done.error().code != ErrorCode::NotFound && done.error().code != ErrorCode::Cancelled) qWarning("the mixes of today could not be made: %s", done.error().message.c_str());
        return [this, isChanged = done && done->value(u"changed").toBool()] {
            if (isChanged) QMetaObject::invokeMethod(this, &Service::MixesChanged, Qt::QueuedConnection);
            --m_asked;
        };
    });
}

void Service::write(const QJsonObject &listen)
{
    ++m_asked;
    m_answering.add([this, listen](Desk &desk, const std::stop_token &) -> Answering::Reply {
        // Also while we end: it happened.
        const auto recorded = desk.answer(Question::Heard, listen, {});
        if (!recorded && recorded.error().code != ErrorCode::NotFound) qWarning("a listen could not be written down: %s", recorded.error().message.c_str());
        if (recorded) sendOn();
        return [this] { --m_asked; };
    });
}

void Service::sendOn()
{
    if (answer::submitsLive(m_home).value_or(false)) QMetaObject::invokeMethod(this, [this] { m_submitting.soon(); }, Qt::QueuedConnection);
}

QString Service::version() const { return QStringLiteral(TARAF_VERSION); }
QString Service::library() const { return text(fileUri(m_home.library())); }

void Service::waitOn()
{
    if (m_patience.isActive()) m_patience.start();
}

void Service::lookWhetherToLeave()
{
    if (m_asked != 0 || !m_jobs.isIdle() || m_submitting.isBusy() || (m_listening && m_listening->isBusy())) return;
    // Who asks from now on wakes another tarafd; who asked before the name was given back is still answered.
    if (m_bus.unregisterService(QString::fromLatin1(kName))) m_patience.setInterval(100);
    else Q_EMIT left();
}

bool Service::isOwner()
{
    waitOn();
    const QString caller = message().service();
    if (m_known.contains(caller)) return true;
    const QDBusReply<uint> uid = connection().interface()->serviceUid(caller);
    if (!uid.isValid() || uid.value() != ::getuid()) {
        sendErrorReply(QDBusError::AccessDenied, QStringLiteral("this Taraf answers its owner alone"));
        return false;
    }
    m_known.insert(caller);
    m_callers.addWatchedService(caller);
    return true;
}

void Service::refuse(const Error &error) { sendErrorReply(errorName(error.code), text(error.message)); }

QVariantMap Service::ask(Question question, QJsonObject asked, std::optional<qlonglong> radio)
{
    if (!isOwner()) return {};
    setDelayedReply(true);
    ++m_asked;
    (question == Question::Cover ? m_painting : m_answering).add([this, question, asked = std::move(asked), radio, request = message(), bus = connection()](Desk &desk, const std::stop_token &stop) -> Answering::Reply {
        const auto answer = stop.stop_requested() ? Result<QJsonObject>(fail(ErrorCode::Cancelled, "tarafd is ending")) : desk.answer(question, asked, stop);
        const QDBusMessage reply = !answer ? request.createErrorReply(errorName(answer.error().code), text(answer.error().message))
                                   : isOrder(question) ? request.createReply() : request.createReply(toValues(*answer));
        if (answer && (question == Question::Heard || question == Question::Rate)) sendOn();
        const bool isMixed = answer && question == Question::Mix && asked.value(u"force").toBool();
        std::optional<qlonglong> changed;
        if (answer && radio) changed = *radio != 0 ? *radio : answer->value(u"radio").toInteger();
        return [this, reply, changed, isMixed, bus] {
            bus.send(reply);
            if (isMixed) QMetaObject::invokeMethod(this, &Service::MixesChanged, Qt::QueuedConnection);
            if (changed) QMetaObject::invokeMethod(this, [this, id = *changed] { Q_EMIT RadioChanged(id); }, Qt::QueuedConnection);
            --m_asked;
        };
    });
    return {};
}

QVariantMap Service::ask(Question question, const QStringList &seeds, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    if (!seeds.isEmpty()) asked[u"seeds"] = QJsonArray::fromStringList(seeds);
    return ask(question, std::move(asked));
}

QVariantMap Service::Similar(const QStringList &seeds, const QVariantMap &options) { return ask(Question::Similar, seeds, options); }

QVariantMap Service::Albums(const QStringList &seeds, const QVariantMap &options)
{
    QVariantMap more = options;
    more.insert(QStringLiteral("albums"), true);
    return ask(Question::Similar, seeds, more);
}

QVariantMap Service::Radio(const QStringList &seeds, const QVariantMap &options) { return ask(Question::Radio, seeds, options); }

QVariantMap Service::Path(const QString &from, const QString &to, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    asked[u"from"] = from;
    asked[u"to"] = to;
    return ask(Question::Path, std::move(asked));
}

QVariantMap Service::StartRadio(const QStringList &seeds, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    if (!seeds.isEmpty()) asked[u"seeds"] = QJsonArray::fromStringList(seeds);
    return ask(Question::StartRadio, std::move(asked), 0);
}

QVariantMap Service::MoreRadio(qlonglong radio, uint count)
{
    QJsonObject asked = of(radio);
    asked[u"count"] = static_cast<qint64>(count);
    return ask(Question::MoreRadio, std::move(asked), radio);
}

void Service::TellRadio(qlonglong radio, const QString &track, const QString &event)
{
    QJsonObject asked = of(radio);
    asked[u"track"] = track;
    asked[u"event"] = event;
    ask(Question::TellRadio, std::move(asked), radio);
}

QVariantMap Service::Radios() { return ask(Question::Radios, QJsonObject()); }
QVariantMap Service::RadioTracks(qlonglong radio) { return ask(Question::RadioTracks, of(radio)); }
void Service::RemoveRadio(qlonglong radio) { ask(Question::RemoveRadio, of(radio), radio); }

QVariantMap Service::Mix(const QString &kind, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    asked[u"kind"] = kind;
    return ask(Question::Mix, std::move(asked));
}

QVariantMap Service::Mixes() { return ask(Question::Mixes, QJsonObject()); }

QVariantMap Service::Search(const QString &words, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    asked[u"words"] = words;
    return ask(Question::Search, std::move(asked));
}

QVariantMap Service::WritePlaylist(const QString &title, const QStringList &tracks, const QString &file, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    asked[u"title"] = title;
    asked[u"tracks"] = QJsonArray::fromStringList(tracks);
    asked[u"file"] = file;
    return ask(Question::WritePlaylist, std::move(asked));
}

void Service::SavePlaylist(const QString &name, const QStringList &tracks, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    asked[u"name"] = name;
    asked[u"tracks"] = QJsonArray::fromStringList(tracks);
    ask(Question::SavePlaylist, std::move(asked));
}

QVariantMap Service::Playlists() { return ask(Question::Playlists, QJsonObject()); }
QVariantMap Service::PlaylistTracks(const QString &name) { return ask(Question::PlaylistTracks, named(name)); }
void Service::RemovePlaylist(const QString &name) { ask(Question::RemovePlaylist, named(name)); }
QVariantMap Service::BringBackPlaylist(const QString &name) { return ask(Question::BringBackPlaylist, named(name)); }

QVariantMap Service::Rate(const QStringList &subjects, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    asked[u"subjects"] = QJsonArray::fromStringList(subjects);
    return ask(Question::Rate, std::move(asked));
}

QVariantMap Service::Ratings() { return ask(Question::Ratings, QJsonObject()); }

QVariantMap Service::Heard(const QString &track, const QVariantMap &options)
{
    QJsonObject asked = fromValues(options);
    asked[u"track"] = track;
    return ask(Question::Heard, std::move(asked));
}

QVariantMap Service::Status() { return ask(Question::Status, QJsonObject()); }
QVariantMap Service::Cover(const QString &uri) { return ask(Question::Cover, QJsonObject{{QStringLiteral("uri"), uri}}); }
QVariantMap Service::Settings() { return ask(Question::Settings, QJsonObject()); }
void Service::Set(const QString &name, const QString &setting) { ask(Question::Set, QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("setting"), setting}}); }
void Service::Reset(const QString &name) { ask(Question::Reset, named(name)); }

QVariantMap Service::Exclusions() { return ask(Question::Exclusions, QJsonObject()); }
QVariantMap Service::Exclude(const QString &expression) { return ask(Question::Exclude, QJsonObject{{QStringLiteral("expression"), expression}}); }
void Service::Include(const QString &expression) { ask(Question::Include, QJsonObject{{QStringLiteral("expression"), expression}}); }
void Service::RemoveRoot(const QString &folder) { ask(Question::RemoveRoot, QJsonObject{{QStringLiteral("folder"), folder}}); }

uint Service::Rescan(const QStringList &folders, const QVariantMap &options)
{
    if (!isOwner()) return 0;
    auto order = rescanOrder(folders, fromValues(options));
    if (order) return m_jobs.start(QStringLiteral("rescan"), std::move(order->arguments), order->isMine ? message().service() : QString());
    refuse(order.error());
    return 0;
}

uint Service::Tune(const QVariantMap &options)
{
    if (!isOwner()) return 0;
    auto order = tuneOrder(fromValues(options));
    if (order) return m_jobs.start(QStringLiteral("tune"), std::move(order->arguments), order->isMine ? message().service() : QString());
    refuse(order.error());
    return 0;
}

QVariantMap Service::Job(uint job)
{
    if (!isOwner()) return {};
    const auto state = m_jobs.job(job);
    if (state) return toValues(*state);
    refuse(state.error());
    return {};
}

QVariantMap Service::Jobs() { return isOwner() ? toValues(m_jobs.all()) : QVariantMap(); }

void Service::Cancel(uint job)
{
    if (!isOwner()) return;
    if (const auto cancelled = m_jobs.cancel(job); !cancelled) refuse(cancelled.error());
}

} // namespace taraf::service
