/// @file Jobs of the service: children that run one after the other, watched and cancelled.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/progress.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace taraf::service {

enum class JobState { Waiting, Running, Done, Failed, Cancelled };

/// Threads: all methods from the thread it lives in; the signals come from there.
class Jobs : public QObject
{
    Q_OBJECT
public:
    using Id = unsigned;

    Jobs() = default;
    ~Jobs() override; ///< cancels all and waits for their children; nobody is told any more

    /// Behind those that run or wait. `arguments` are taraf-work's. `owner`: a unique bus name whose going cancels it; empty: nobody's.
    Id start(QString kind, std::vector<std::string> arguments, QString owner);
    /// The document of the interface's Job(). Errors: NotFound.
    [[nodiscard]] Result<QJsonObject> job(Id id) const;
    /// {"jobs":[…]}, oldest first.
    [[nodiscard]] QJsonObject all() const;
    /// One that has ended already stays as it is. Errors: NotFound.
    [[nodiscard]] Result<> cancel(Id id);
    void cancelOf(const QString &owner);
    [[nodiscard]] bool isIdle() const { return !m_running && m_waiting.empty(); }

Q_SIGNALS:
    void changed(taraf::service::Jobs::Id id, const QJsonObject &state);

private:
    struct Job {
        QString kind, owner;
        std::vector<std::string> arguments;
        JobState state = JobState::Waiting;
        Progress progress;
        QElapsedTimer phaseStarted; ///< of the progress that is shown
        std::uint64_t phaseStart = 0;
        QStringList notes;
        QJsonObject result;
        std::optional<Error> error;
    };
    [[nodiscard]] static QJsonObject document(Id id, const Job &job);
    void startNext();
    void take(Id id, const Progress &progress);
    void end(Id id, Result<QJsonObject> result);
    void tell(Id id);
    void forgetOld();

    std::map<Id, Job> m_jobs;
    std::deque<Id> m_waiting;
    std::optional<Id> m_running;
    Id m_last = 0;
    QElapsedTimer m_told;
    std::jthread m_thread; ///< of the running one: a child ends with the thread that started it
};

} // namespace taraf::service
