#include "jobs.h"

#include "taraf/base/path.h"
#include "taraf/service/documents.h"
#include "taraf/work/job.h"

#include <algorithm>
#include <format>

namespace taraf::service {
namespace {

constexpr std::size_t kKept = 50;
constexpr qint64 kBetweenTellings = 100; ///< ms
constexpr qsizetype kMostNotes = 100;

QString nameOf(JobState state)
{
    switch (state) {
    case JobState::Waiting: return QStringLiteral("waiting");
    case JobState::Running: return QStringLiteral("running");
    case JobState::Done: return QStringLiteral("done");
    case JobState::Failed: return QStringLiteral("failed");
    case JobState::Cancelled: return QStringLiteral("cancelled");
    }
    return {};
}

} // namespace

Jobs::~Jobs()
{
    m_waiting.clear();
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

Jobs::Id Jobs::start(QString kind, std::vector<std::string> arguments, QString owner)
{
    const Id id = ++m_last;
    Job &job = m_jobs[id];
    job.kind = std::move(kind);
    job.owner = std::move(owner);
    job.arguments = std::move(arguments);
    m_waiting.push_back(id);
    tell(id);
    startNext();
    return id;
}

void Jobs::startNext()
{
    if (m_running || m_waiting.empty()) return;
    const Id id = m_waiting.front();
    m_waiting.pop_front();
    m_running = id;
    Job &job = m_jobs.at(id);
    job.state = JobState::Running;
    tell(id);
    if (m_thread.joinable()) m_thread.join(); // it has said all it had to say
    m_thread = std::jthread([this, id, arguments = job.arguments](const std::stop_token &stop) {
        const work::JobEvents events{
            .progress = [this, id](const Progress &progress) { QMetaObject::invokeMethod(this, [this, id, progress] { take(id, progress); }, Qt::QueuedConnection); },
            .note = [this, id](const std::string &note) {
                QMetaObject::invokeMethod(this, [this, id, note] {
                    QStringList &notes = m_jobs.at(id).notes;
                    if (notes.size() < kMostNotes) notes.append(text(note));
                    tell(id);
                }, Qt::QueuedConnection);
            },
            .scanned = {}};
        auto result = work::runJob(arguments, events, stop);
        QMetaObject::invokeMethod(this, [this, id, result = std::move(result)] { end(id, result); }, Qt::QueuedConnection);
    });
}

void Jobs::take(Id id, const Progress &progress)
{
    Job &job = m_jobs.at(id);
    if (progress.phase != job.progress.phase) {
        job.phaseStarted.start();
        job.phaseStart = progress.done;
        m_told.invalidate();
    }
    job.progress = progress;
    if (m_told.isValid() && m_told.elapsed() < kBetweenTellings) return;
    tell(id);
}

void Jobs::end(Id id, Result<QJsonObject> result)
{
    Job &job = m_jobs.at(id);
    if (result) job.result = *std::move(result);
    else job.error = std::move(result).error();
    job.state = !job.error ? JobState::Done : job.error->code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
    m_running.reset();
    tell(id);
    forgetOld();
    startNext();
}

void Jobs::tell(Id id)
{
    m_told.start();
    Q_EMIT changed(id, document(id, m_jobs.at(id)));
}

void Jobs::forgetOld()
{
    while (m_jobs.size() > kKept) {
        const auto ended = std::ranges::find_if(m_jobs, [](const auto &each) { return each.second.state != JobState::Waiting && each.second.state != JobState::Running; });
        if (ended == m_jobs.end()) return;
        m_jobs.erase(ended);
    }
}

QJsonObject Jobs::document(Id id, const Job &job)
{
    const Progress &progress = job.progress;
    QJsonObject document{{QStringLiteral("id"), static_cast<qint64>(id)},
                         {QStringLiteral("kind"), job.kind},
                         {QStringLiteral("state"), nameOf(job.state)},
                         {QStringLiteral("phase"), text(progress.phase)},
                         {QStringLiteral("done"), static_cast<qint64>(progress.done)},
                         {QStringLiteral("total"), static_cast<qint64>(progress.total)},
                         {QStringLiteral("item"), text(progress.item)},
                         {QStringLiteral("notes"), QJsonArray::fromStringList(job.notes)}};
    const auto since = progress.done - std::min(progress.done, job.phaseStart);
    if (job.state == JobState::Running && progress.total > progress.done && since > 0 && job.phaseStarted.elapsed() > 2000) {
        const double each = static_cast<double>(job.phaseStarted.elapsed()) / 1000.0 / static_cast<double>(since);
        document[u"seconds_left"] = static_cast<qint64>(each * static_cast<double>(progress.total - progress.done) + 0.5);
    }
    if (job.state == JobState::Done) document[u"result"] = job.result;
    if (job.error) document[u"error"] = service::document(*job.error).value(u"error");
    return document;
}

Result<QJsonObject> Jobs::job(Id id) const
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return fail(ErrorCode::NotFound, std::format("there is no job {}", id));
    return document(id, found->second);
}

QJsonObject Jobs::all() const
{
    QJsonArray jobs;
    for (const auto &[id, job] : m_jobs) jobs.append(document(id, job));
    return {{QStringLiteral("jobs"), jobs}};
}

Result<> Jobs::cancel(Id id)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return fail(ErrorCode::NotFound, std::format("there is no job {}", id));
    if (m_running == id) {
        m_thread.request_stop();
    } else if (const auto waiting = std::ranges::find(m_waiting, id); waiting != m_waiting.end()) {
        m_waiting.erase(waiting);
        found->second.state = JobState::Cancelled;
        found->second.error = Error{ErrorCode::Cancelled, "it was cancelled before it began"};
        tell(id);
    }
    return {};
}

void Jobs::cancelOf(const QString &owner)
{
    std::vector<Id> theirs;
    for (const auto &[id, job] : m_jobs) {
        if (job.owner == owner) theirs.push_back(id);
    }
    for (const Id id : theirs) [[maybe_unused]] const auto cancelled = cancel(id); // all of them are there
}

} // namespace taraf::service
