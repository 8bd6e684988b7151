#include "context.h"
#include "documents.h"

#include "taraf/base/path.h"
#include "taraf/work/job.h"

#include <QDateTime>

namespace taraf::cli {
namespace {

/// Whether a scan found anything that is worth a line.
bool changedAnything(const QJsonObject &scan)
{
    for (const auto key : {u"added", u"updated", u"moved", u"missing", u"analysed"}) {
        if (scan.value(key).toInteger() > 0) return true;
    }
    return !scan.value(u"failed").toArray().isEmpty();
}

Result<Exit> watch(const Context &context, const RescanRequest &request)
{
    ProgressDisplay display(context.progress);
    QJsonArray scans;
    const auto tell = [&](const QJsonObject &scan) {
        if (!changedAnything(scan)) return;
        if (context.output == Output::Json) scans.append(scan);
        if (context.output == Output::Json || context.progress == ProgressDisplay::Style::Nothing) return;
        display.clear();
        std::printf("%s  %s\n", qPrintable(QDateTime::currentDateTime().toString(QStringLiteral("HH:mm:ss"))), sentence(scan).c_str());
        std::fflush(stdout);
    };
    const work::JobEvents events{
        .progress = [&](const Progress &progress) { if (context.progress == ProgressDisplay::Style::Bar) display.show(progress); },
        .note = [&](const std::string &note) { if (context.progress != ProgressDisplay::Style::Nothing) display.note(note); },
        .scanned = tell};
    std::vector<std::string> arguments{"watch"};
    if (request.unattended) arguments.emplace_back("--unattended");
    for (const std::string &folder : request.folders) {
        auto path = absolutePath(folder);
        if (!path) return fail(std::move(path).error());
        arguments.push_back(*std::move(path));
    }
    if (context.progress != ProgressDisplay::Style::Nothing) display.note("watching; Ctrl-C ends it");
    const auto ended = work::runJob(arguments, events, context.stop);
    display.clear();
    if (!ended && ended.error().code != ErrorCode::Cancelled) return fail(ended.error());
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("scans"), scans}}); !printed) return fail(std::move(printed).error());
    }
    return Exit::Done;
}

} // namespace

void addWatch(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<RescanRequest>();
    CLI::App *command = app.add_subcommand("watch", "Stay, and take in new music seconds after it has been copied");
    command->add_option("DIR", request->folders, "Folders to scan from now on; without any, the ones scanned before");
    command->add_flag("--unattended", request->unattended, "Pause while the machine is on battery");
    command->footer("Examples:\n  taraf watch ~/Music\n  systemctl --user enable --now taraf-watch     (from every log-in on)\n\n"
                    "With --json, one document at the end: the scans that found something.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return watch(context, *request); }; });
}

} // namespace taraf::cli
