/// @file A job of tarafd's, followed by its signals.
#pragma once

#include "taraf/service/client.h"

#include <QDBusServiceWatcher>
#include <QEventLoop>
#include <QObject>
#include <QVariantMap>

#include <map>

namespace taraf::service {

class Following : public QObject
{
    Q_OBJECT
public:
    Following(const QDBusConnection &bus, const Events &events);

    /// The job's last state; nothing if tarafd ended first.
    [[nodiscard]] std::optional<QJsonObject> toTheEnd(unsigned job);

private Q_SLOTS:
    void take(uint job, const QVariantMap &state);

private:
    void tell(const QJsonObject &state);

    const Events &m_events;
    QDBusServiceWatcher m_watcher;
    QEventLoop m_loop;
    std::map<unsigned, QJsonObject> m_states; ///< the newest of each
    std::optional<unsigned> m_job;
    qsizetype m_notesTold = 0;
};

} // namespace taraf::service
