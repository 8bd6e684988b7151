#include "asking.h"
#include "documents.h"

#include "taraf/answer/upkeep.h"

#include <algorithm>
#include <cmath>

namespace taraf::cli {

std::string sentence(const QJsonObject &rescan)
{
    std::string line;
    const auto add = [&](std::uint64_t count, std::string_view what) {
        if (count == 0) return;
        line += (line.empty() ? "" : ", ") + grouped(count) + " " + std::string(what);
    };
    const auto number = [&](QStringView key) { return static_cast<std::uint64_t>(rescan.value(key).toInteger()); };
    add(number(u"added"), "added");
    add(number(u"updated"), "updated");
    add(number(u"moved"), "moved");
    add(number(u"missing"), "missing");
    add(number(u"unchanged"), "unchanged");
    add(number(u"analysed"), "listened to");
    add(static_cast<std::uint64_t>(rescan.value(u"failed").toArray().size()), "left out");
    if (line.empty()) line = "no music could be seen";
    return line + ", in " + inWords(std::chrono::seconds(std::llround(rescan.value(u"seconds").toDouble())));
}

namespace {

void tell(const QJsonObject &result)
{
    const QJsonArray failed = result.value(u"failed").toArray();
    std::printf("%s\n", sentence(result).c_str());
    constexpr qsizetype shown = 20;
    for (qsizetype i = 0; i < std::min(failed.size(), shown); ++i) {
        const QJsonObject file = failed.at(i).toObject();
        std::printf("  left out: %s\n            %s\n", fitted(file.value(u"path").toString().toStdString(), 500).c_str(),
                    fitted(file.value(u"reason").toString().toStdString(), 500).c_str());
    }
    if (failed.size() > shown) std::printf("  … and %s more; `taraf rescan --json` lists them all\n", grouped(static_cast<std::uint64_t>(failed.size() - shown)).c_str());
}

/// What came while something else was gone may be the same in another format.
void hintAtDoubts(const Context &context, const QJsonObject &result)
{
    if (result.value(u"added").toInteger() == 0 && result.value(u"updated").toInteger() == 0) return;
    const auto doubts = answer::doubts(context.home);
    if (!doubts || doubts->empty()) return; // the scan is done either way
    std::printf("%s may be a recording you had, in another format: taraf library review\n", counted(doubts->size(), "file", "files").c_str());
}

} // namespace

Result<Exit> rescan(const Context &context, const RescanRequest &request)
{
    QJsonObject options{{QStringLiteral("device"), text(request.device)}, {QStringLiteral("jobs"), request.jobs}, {QStringLiteral("patience"), request.patience}};
    if (!request.listening) options[u"analysis"] = false;
    if (request.fullSpeed) options[u"full_speed"] = true;
    if (request.unattended) options[u"unattended"] = true;
    if (request.vanishedIsGone) options[u"vanished_is_gone"] = true;
    const auto result = rescanJob(context, request.folders, options);
    if (!result) return fail(result.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
    } else {
        tell(*result);
        hintAtDoubts(context, *result);
    }
    return result->value(u"failed").toArray().isEmpty() ? Exit::Done : Exit::SomeFilesFailed;
}

void addRescan(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<RescanRequest>();
    CLI::App *command = app.add_subcommand("rescan", "Scan folders for music and listen to what is new");
    command->add_option("DIR", request->folders, "Folders to scan from now on; without any, the ones scanned before");
    command->add_option("--device", request->device, "Where to listen: auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}).description(""))->type_name("WHERE")->capture_default_str();
    command->add_option("--jobs", request->jobs, "Files read at a time; 0 is one a core")
        ->check(CLI::Range(0, 256).description(""))->type_name("N")->capture_default_str();
    command->add_flag_callback("--no-analysis", [request] { request->listening = false; }, "Read the tags only");
    command->add_flag("--full-speed", request->fullSpeed, "Don't let everything else on the machine go first");
    command->add_flag("--unattended", request->unattended, "Pause while the machine is on battery");
    command->add_flag("--vanished-is-gone", request->vanishedIsGone, "I removed them myself: what vanished at once is gone, not a drive that is away");
    command->add_option("--patience", request->patience, "Seconds a drive may keep silent before it is left as it was")
        ->check(CLI::Range(1, 3600).description(""))->type_name("S")->capture_default_str();
    command->footer("Examples:\n  taraf rescan ~/Music /media/drive/music\n  taraf rescan --quiet            (from a timer: the known folders)\n\n"
                    "Unchanged files cost nothing. Ctrl-C keeps what is done; the next rescan goes on from there.\n"
                    "Exit status 3: done, but some files could not be read; they are listed with the reason.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return rescan(context, *request); }; });
}

} // namespace taraf::cli
