#include "submitting.h"

#include "taraf/work/job.h"

#include <algorithm>

namespace taraf::service {
namespace {

using namespace std::chrono_literals;

/// Plays that are told twice, and an album's worth of ratings, come together in that time.
constexpr std::chrono::seconds kSoon = 5s, kFirstPause = 60s, kLongestPause = 1h;

} // namespace

Submitting::~Submitting()
{
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void Submitting::soon()
{
    if (m_isRunning) {
        m_isAsked = true;
        return;
    }
    if (m_timer.isActive()) return; // also where a server can't be reached: each listen would wake it
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, &Submitting::run, Qt::UniqueConnection);
    m_timer.start(kSoon);
}

void Submitting::run()
{
    m_isWaiting = false;
    m_isAsked = false;
    m_isRunning = true;
    if (m_thread.joinable()) m_thread.join(); // it has said all it had to say
    m_thread = std::jthread([this](const std::stop_token &stop) {
        auto result = work::runJob({"submit", "--live"}, {}, stop);
        QMetaObject::invokeMethod(this, [this, result = std::move(result)] { end(result); }, Qt::QueuedConnection);
    });
}

void Submitting::end(const Result<QJsonObject> &result)
{
    m_isRunning = false;
    if (result) {
        m_pause = 0s;
        if (m_isAsked) soon();
        return;
    }
    const ErrorCode code = result.error().code;
    if (code != ErrorCode::Cancelled && m_pause == 0s) qWarning("listens could not be sent: %s", result.error().message.c_str());
    if (code == ErrorCode::Cancelled) return;
    m_pause = std::clamp(2 * m_pause, kFirstPause, kLongestPause);
    m_isWaiting = true;
    m_timer.start(m_pause);
}

} // namespace taraf::service
