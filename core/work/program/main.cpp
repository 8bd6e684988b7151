// taraf-work: one job in a process of its own, started by `taraf` and `tarafd` through runJob().

#include "listens.h"
#include "recommend.h"
#include "sync.h"
#include "text.h"

#include "taraf/base/path.h"
#include "taraf/base/signals.h"
#include "taraf/demo/demo.h"
#include "taraf/work/fitness.h"
#include "taraf/work/job.h"
#include "taraf/work/listen.h"
#include "taraf/work/rescan.h"
#include "taraf/work/tune.h"
#include "taraf/work/watch.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <mutex>
#include <set>
#include <sys/prctl.h>
#include <tuple>
#include <unistd.h>

namespace {

using namespace taraf;

/// Prints the lines of the wire (work/job.h), one at a time whichever thread they come from.
class Printer
{
public:
    void line(const char *key, const QJsonValue &value)
    {
        const QByteArray bytes = QJsonDocument(QJsonObject{{QLatin1StringView(key), value}}).toJson(QJsonDocument::Compact) + '\n';
        const std::scoped_lock lock(m_mutex);
        std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
        std::fflush(stdout);
    }

    void progress(const Progress &progress)
    {
        const auto now = std::chrono::steady_clock::now();
        {
            const std::scoped_lock lock(m_mutex);
            const bool last = progress.total != 0 && progress.done >= progress.total;
            if (progress.phase == m_phase && !last && now - m_told < std::chrono::milliseconds(100)) return;
            m_phase = progress.phase;
            m_told = now;
        }
        line(work::wire::kProgress, QJsonObject{{QStringLiteral("phase"), text(progress.phase)},
                                                {QStringLiteral("done"), static_cast<qint64>(progress.done)},
                                                {QStringLiteral("total"), static_cast<qint64>(progress.total)},
                                                {QStringLiteral("item"), text(percentEncoded(progress.item))}});
    }

private:
    std::mutex m_mutex;
    std::string m_phase;
    std::chrono::steady_clock::time_point m_told{};
};

QJsonArray document(const std::vector<work::FailedFile> &files)
{
    QJsonArray failed;
    for (const work::FailedFile &file : files) {
        failed.append(QJsonObject{{QStringLiteral("path"), text(file.path)}, {QStringLiteral("uri"), text(fileUri(file.path))}, {QStringLiteral("reason"), text(file.reason)}});
    }
    return failed;
}

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

QJsonObject document(const work::RescanResult &result)
{
    return {{QStringLiteral("added"), static_cast<qint64>(result.added)},
            {QStringLiteral("updated"), static_cast<qint64>(result.updated)},
            {QStringLiteral("moved"), static_cast<qint64>(result.moved)},
            {QStringLiteral("missing"), static_cast<qint64>(result.missing)},
            {QStringLiteral("unchanged"), static_cast<qint64>(result.unchanged)},
            {QStringLiteral("analysed"), static_cast<qint64>(result.analysed)},
            {QStringLiteral("failed"), document(result.failed)},
            {QStringLiteral("seconds"), rounded(result.seconds, 1000)}};
}

QJsonObject document(const work::TuneResult &result)
{
    QJsonArray figures;
    for (const work::Figure &figure : result.figures) {
        figures.append(QJsonObject{{QStringLiteral("name"), text(figure.name)},
                                   {QStringLiteral("before"), rounded(figure.before, 1e4)},
                                   {QStringLiteral("after"), rounded(figure.after, 1e4)},
                                   {QStringLiteral("error"), rounded(figure.error, 1e4)},
                                   {QStringLiteral("queries"), static_cast<qint64>(figure.queries)}});
    }
    using Outcome = work::TuneResult::Outcome;
    const auto outcome = result.outcome == Outcome::Switched ? u"switched" : result.outcome == Outcome::NotBetter ? u"not better" : u"unchanged";
    return {{QStringLiteral("outcome"), QString(outcome)},
            {QStringLiteral("tuned"), result.isTuned},
            {QStringLiteral("network"), text(result.network)},
            {QStringLiteral("figures"), figures},
            {QStringLiteral("trained_on"), static_cast<qint64>(result.trainedOn)},
            {QStringLiteral("held_out"), static_cast<qint64>(result.heldOut)},
            {QStringLiteral("seed"), static_cast<qint64>(result.seed)},
            {QStringLiteral("steps"), static_cast<qint64>(result.steps)},
            {QStringLiteral("best_step"), static_cast<qint64>(result.bestStep)},
            {QStringLiteral("resumed_at"), static_cast<qint64>(result.resumedAt)},
            {QStringLiteral("listened"), static_cast<qint64>(result.embedded)},
            {QStringLiteral("failed"), document(result.failed)},
            {QStringLiteral("seconds"), rounded(result.seconds, 1000)}};
}

QJsonObject document(const Error &error)
{
    return {{QStringLiteral("code"), text(name(error.code))}, {QStringLiteral("message"), text(error.message)}};
}

QJsonObject document(const work::HeardPassage &heard)
{
    const auto list = [](const std::vector<std::string> &names) {
        QJsonArray all;
        for (const std::string &name : names) all.append(text(name));
        return all;
    };
    QJsonArray numbers;
    for (const float number : heard.vector) numbers.append(static_cast<double>(number));
    const Tags &tags = heard.tags;
    return {{QStringLiteral("vector"), numbers},
            {QStringLiteral("title"), text(tags.title)},
            {QStringLiteral("artists"), list(tags.artists.empty() ? tags.albumArtists : tags.artists)},
            {QStringLiteral("album"), text(tags.album)},
            {QStringLiteral("genres"), list(tags.genres)},
            {QStringLiteral("year"), tags.year},
            {QStringLiteral("duration_ms"), static_cast<qint64>(heard.stream.duration.count())}};
}

/// What the command line asks for.
struct Order {
    work::RescanOptions rescan;
    work::TuneOptions tune;
    std::vector<std::tuple<std::string, double, double>> passages;
    std::string folder;
    bool threadsLeft = false;
    CLI::App *rescanCommand = nullptr, *listenCommand = nullptr, *demoCommand = nullptr, *watchCommand = nullptr, *tuneCommand = nullptr, *fitnessCommand = nullptr;
};

Result<QJsonObject> run(Order &order, const ListensOrder &listens, const RecommendOrder &recommend, const SyncOrder &sync, const Home &home, const std::stop_token &stop, Printer &printer)
{
    const ProgressSink progress = [&](const Progress &each) { printer.progress(each); };
    if (sync.isMeant()) return sync.run(home, stop, progress, [&](const std::string &note) { printer.line(work::wire::kNote, text(note)); });
    if (recommend.isMeant()) return recommend.run(home, stop, progress);
    if (listens.isMeant()) return listens.run(home, stop, progress, [&](const std::string &note) { printer.line(work::wire::kNote, text(note)); });
    if (order.rescanCommand->parsed()) {
        const auto result = work::rescan(home, order.rescan, stop, progress, [&](const std::string &note) { printer.line(work::wire::kNote, text(note)); });
        if (!result) return fail(result.error());
        order.threadsLeft = result->threadsLeft;
        return document(*result);
    }
    if (order.tuneCommand->parsed()) {
        const auto result = work::tune(home, order.tune, stop, progress, [&](const std::string &note) { printer.line(work::wire::kNote, text(note)); });
        if (!result) return fail(result.error());
        order.threadsLeft = result->threadsLeft;
        return document(*result);
    }
    if (order.fitnessCommand->parsed()) {
        const work::Fitness found = work::fitness(stop);
        QJsonObject result{{QStringLiteral("cuda"), found.cuda}, {QStringLiteral("real_time"), rounded(found.realTime, 1)}};
        if (found.probe) result[u"probe"] = document(*found.probe);
        if (found.ears) result[u"ears"] = document(*found.ears);
        return result;
    }
    if (order.listenCommand->parsed()) {
        std::vector<work::Passage> passages;
        for (const auto &[path, from, to] : order.passages) {
            passages.push_back({.path = path, .span = to > 0 ? std::optional(Span{Seconds(from), Seconds(to)}) : std::nullopt});
        }
        const auto heard = work::listen(home, passages, stop);
        if (!heard) return fail(heard.error());
        QJsonArray documents;
        for (const auto &each : *heard) documents.append(each ? document(*each) : QJsonObject{{QStringLiteral("error"), document(each.error())}});
        return QJsonObject{{QStringLiteral("heard"), documents}};
    }
    if (order.watchCommand->parsed()) {
        std::vector<std::string> folders = order.rescan.folders;
        std::set<std::string> said; // each scan has the same to say of a device or a drive
        const auto scan = [&](const std::stop_token &each) -> Result<> {
            std::vector<std::string> arguments{"rescan"};
            std::ranges::copy(folders, std::back_inserter(arguments));
            if (order.rescan.attendance == work::Attendance::Unattended) arguments.emplace_back("--unattended");
            const work::JobEvents events{
                .progress = progress,
                .note = [&](const std::string &note) { if (said.insert(note).second) printer.line(work::wire::kNote, text(note)); },
                .scanned = {}};
            const auto result = work::runJob(arguments, events, each);
            if (!result) return fail(result.error());
            folders.clear(); // they are known from now on
            printer.line(work::wire::kScanned, *result);
            return {};
        };
        const auto newFolders = folders.empty() ? work::NewFolders::No : work::NewFolders::Yes;
        const auto ended = work::watch(home, newFolders, scan, stop, [&](const std::string &note) { printer.line(work::wire::kNote, text(note)); });
        return fail(ended.error());
    }
    const auto made = demo::writeDemo(order.folder, {}, stop, progress);
    if (!made) return fail(made.error());
    return QJsonObject{{QStringLiteral("artists"), static_cast<qint64>(made->artists)},
                       {QStringLiteral("albums"), static_cast<qint64>(made->albums)},
                       {QStringLiteral("tracks"), static_cast<qint64>(made->tracks)},
                       {QStringLiteral("bytes"), static_cast<qint64>(made->bytes)}};
}

} // namespace

int main(int argc, char **argv)
{
    // Whoever started this job reads its lines; when they go, there is nobody left to work for. They may be gone already.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const std::stop_token stop = stopOnSignals();
    const char *parent = std::getenv(work::wire::kParent); // NOLINT(concurrency-mt-unsafe)
    if (parent != nullptr && std::to_string(::getppid()) != parent) return 1;

    Order order;
    CLI::App app("Does one job for taraf and tarafd, and prints JSON lines. People use `taraf`.", "taraf-work");
    app.require_subcommand(1);
    order.rescanCommand = app.add_subcommand("rescan");
    order.rescanCommand->add_option("DIR", order.rescan.folders);
    static const std::map<std::string, work::Device> devices{{"auto", work::Device::Auto}, {"cpu", work::Device::Cpu}, {"cuda", work::Device::Cuda}};
    order.rescanCommand->add_option("--device", order.rescan.device)->transform(CLI::CheckedTransformer(devices));
    order.rescanCommand->add_option("--jobs", order.rescan.jobs);
    order.rescanCommand->add_flag_callback("--no-analysis", [&] { order.rescan.listening = work::Listening::No; });
    order.rescanCommand->add_flag_callback("--full-speed", [&] { order.rescan.priority = work::Priority::Usual; });
    order.rescanCommand->add_flag_callback("--unattended", [&] { order.rescan.attendance = work::Attendance::Unattended; });
    order.rescanCommand->add_flag_callback("--vanished-is-gone", [&] { order.rescan.vanished = work::Vanished::Believed; });
    std::int64_t patience = order.rescan.patience.count();
    order.rescanCommand->add_option("--patience", patience);
    order.tuneCommand = app.add_subcommand("tune");
    order.tuneCommand->add_option("--seed", order.tune.seed);
    order.tuneCommand->add_option("--steps", order.tune.steps);
    order.tuneCommand->add_option("--device", order.tune.device)->transform(CLI::CheckedTransformer(devices));
    order.tuneCommand->add_option("--jobs", order.tune.jobs);
    order.tuneCommand->add_flag("--force", order.tune.evenIfWorse);
    order.tuneCommand->add_flag_callback("--full-speed", [&] { order.tune.priority = work::Priority::Usual; });
    order.tuneCommand->add_flag_callback("--untuned", [&] { order.tune.tuning = work::Tuning::Untuned; });
    order.tuneCommand->add_flag_callback("--tuned", [&] { order.tune.tuning = work::Tuning::Tuned; });
    order.listenCommand = app.add_subcommand("listen");
    order.listenCommand->add_option("--of", order.passages, "FILE, and the part's start and end in seconds; 0 0: all of it")->required();
    order.watchCommand = app.add_subcommand("watch");
    order.watchCommand->add_option("DIR", order.rescan.folders);
    order.watchCommand->add_flag_callback("--unattended", [&] { order.rescan.attendance = work::Attendance::Unattended; });
    const ListensOrder listens(app);
    const RecommendOrder recommend(app);
    const SyncOrder sync(app);
    order.fitnessCommand = app.add_subcommand("fitness");
    order.demoCommand = app.add_subcommand("demo");
    order.demoCommand->add_option("DIR", order.folder)->required();
    CLI11_PARSE(app, argc, argv)
    order.rescan.patience = std::chrono::seconds(patience);

    Printer printer;
    const auto home = findHome();
    const auto result = home ? run(order, listens, recommend, sync, *home, stop, printer) : Result<QJsonObject>(fail(home.error()));
    if (!result) {
        printer.line(work::wire::kError, document(result.error()));
        // Whoever was stopped while a drive kept silent may have left a thread there, which must not meet what exit() takes down.
        ::_exit(1);
    }
    printer.line(work::wire::kResult, *result);
    if (order.threadsLeft) ::_exit(0);
    return 0;
}
