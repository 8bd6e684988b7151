#include "following.h"

#include "taraf/service/names.h"
#include "taraf/service/values.h"

#include <QJsonArray>

namespace taraf::service {
namespace {

bool hasEnded(const QJsonObject &state)
{
    const QString name = state.value(u"state").toString();
    return !name.isEmpty() && name != u"waiting" && name != u"running";
}

} // namespace

Following::Following(const QDBusConnection &bus, const Events &events)
    : m_events(events), m_watcher(QString::fromLatin1(kName), bus, QDBusServiceWatcher::WatchForUnregistration)
{
    QDBusConnection on = bus;
    on.connect(QString::fromLatin1(kName), QString::fromLatin1(kPath), QString::fromLatin1(kName), QStringLiteral("JobChanged"), this, SLOT(take(uint, QVariantMap)));
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, &m_loop, [this] { m_loop.exit(1); });
}

std::optional<QJsonObject> Following::toTheEnd(unsigned job)
{
    m_job = job;
    if (const auto known = m_states.find(job); known != m_states.end()) tell(known->second);
    if (!hasEnded(m_states[job])) {
        if (m_loop.exec() != 0) return std::nullopt;
    }
    return m_states[job];
}

void Following::take(uint job, const QVariantMap &values)
{
    const QJsonObject &state = m_states[job] = fromValues(values);
    if (m_job != job) return;
    tell(state);
    if (hasEnded(state)) m_loop.quit();
}

void Following::tell(const QJsonObject &state)
{
    const QJsonArray notes = state.value(u"notes").toArray();
    for (; m_notesTold < notes.size(); ++m_notesTold) {
        if (m_events.note) m_events.note(notes.at(m_notesTold).toString().toStdString());
    }
    const QString phase = state.value(u"phase").toString();
    if (!m_events.progress || phase.isEmpty() || hasEnded(state)) return;
    m_events.progress({.phase = phase.toStdString(),
                       .done = static_cast<std::uint64_t>(state.value(u"done").toInteger()),
                       .total = static_cast<std::uint64_t>(state.value(u"total").toInteger()),
                       .item = state.value(u"item").toString().toStdString()});
}

} // namespace taraf::service
