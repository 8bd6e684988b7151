/// @file Listens are sent on as they happen, where the user has switched that on.
#pragma once

#include "taraf/base/home.h"
#include "taraf/base/error.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <thread>

namespace taraf::service {

/// A job of its own, beside those that run one after the other: a scan of hours must not hold up a listen. Where the server can't be reached it tries again,
/// less and less often; what waits is in the library, and is sent by the next tarafd, too. Threads: the one that made it.
class Submitting : public QObject
{
    Q_OBJECT
public:
    Submitting() = default;
    ~Submitting() override; ///< stops the job and waits for it

    /// Something has to be sent; more may come at once.
    void soon();
    [[nodiscard]] bool isBusy() const { return m_isRunning || (m_timer.isActive() && !m_isWaiting); }

private:
    void run();
    void end(const Result<QJsonObject> &result);

    QTimer m_timer;
    bool m_isRunning = false, m_isAsked = false;
    bool m_isWaiting = false; ///< the last one failed; the next one comes later
    std::chrono::seconds m_pause{0};
    std::jthread m_thread;
};

} // namespace taraf::service
