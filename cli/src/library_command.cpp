#include "context.h"
#include "documents.h"
#include "library_commands.h"

#include "taraf/answer/upkeep.h"
#include "taraf/base/path.h"

#include <QDateTime>

namespace taraf::cli {
namespace {

Result<Exit> check(const Context &context)
{
    const auto found = answer::check(context.home);
    if (!found) return fail(found.error());
    if (context.output == Output::Json) {
        QJsonArray findings;
        for (const std::string &finding : found->findings) findings.append(text(finding));
        if (auto printed = print({{QStringLiteral("ok"), findings.isEmpty()}, {QStringLiteral("findings"), findings}, {QStringLiteral("files"), static_cast<qint64>(found->files)}}); !printed) {
            return fail(std::move(printed).error());
        }
    } else {
        for (const std::string &finding : found->findings) std::printf("%s\n", displayText(finding).c_str());
        if (found->findings.empty()) {
            std::printf("all is well: %s%s\n", counted(found->files, "file", "files").c_str(), found->hasIndex ? ", and the index is whole" : "; no index yet, taraf rescan makes it");
        } else {
            std::printf("Copies to go back to: taraf library backup --list\n");
        }
    }
    return found->findings.empty() ? Exit::Done : Exit::Failed;
}

Result<Exit> remove(const Context &context, const std::string &folder)
{
    auto path = absolutePath(folder);
    if (!path) return fail(std::move(path).error());
    if (auto done = answer::removeRoot(context.home, *path); !done) return fail(std::move(done).error());
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("removed"), text(*path)}}); !printed) return fail(std::move(printed).error());
    } else {
        std::printf("%s is not scanned any more. What is known about its music is kept; to have it back: taraf rescan %s\n", displayText(*path).c_str(), displayText(*path).c_str());
    }
    return Exit::Done;
}

struct Exclusion {
    std::string add, remove;
};

Result<Exit> exclude(const Context &context, const Exclusion &request)
{
    if (!request.add.empty() && !request.remove.empty()) return fail(ErrorCode::InvalidArgument, "leave out or take in again, one at a time");
    std::uint64_t hidden = 0;
    if (!request.remove.empty()) {
        if (auto done = answer::include(context.home, request.remove); !done) return fail(std::move(done).error());
    } else if (!request.add.empty()) {
        auto done = answer::exclude(context.home, request.add);
        if (!done) return fail(std::move(done).error());
        hidden = *done;
    }
    const auto all = answer::exclusions(context.home);
    if (!all) return fail(all.error());
    if (context.output == Output::Json) {
        QJsonArray expressions;
        for (const std::string &each : *all) expressions.append(text(each));
        if (auto printed = print({{QStringLiteral("exclusions"), expressions}, {QStringLiteral("hidden"), static_cast<qint64>(hidden)}}); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    for (const std::string &each : *all) std::printf("left out: %s\n", displayText(each).c_str());
    if (all->empty()) std::printf("nothing is left out\n");
    if (!request.add.empty()) std::printf("%s left out from now on, with all that is known about them kept\n", counted(hidden, "file is", "files are").c_str());
    if (!request.remove.empty()) std::printf("taken in again with the next rescan\n");
    return Exit::Done;
}

} // namespace

void addLibrary(CLI::App &app, Action &chosen)
{
    CLI::App *library = app.add_subcommand("library", "Check, copy and restore the library; decide what is in doubt");
    library->require_subcommand(1);
    library->footer("Examples:\n  taraf library review          (files that may be an old recording in a new format)\n"
                    "  taraf library backup\n  taraf library exclude '/Podcasts/'");

    CLI::App *checking = library->add_subcommand("check", "Read all of the library and the index, and say what is wrong");
    checking->callback([&chosen] { chosen = check; });

    addReview(*library, chosen);
    addBackup(*library, chosen);
    addRestore(*library, chosen);

    const auto exclusion = std::make_shared<Exclusion>();
    CLI::App *excluding = library->add_subcommand("exclude", "Leave files and folders out of scans, by a regular expression on their path");
    excluding->add_option("EXPRESSION", exclusion->add, "What to leave out; without it, what is left out is listed");
    excluding->add_option("--remove", exclusion->remove, "What to take in again")->type_name("EXPRESSION");
    excluding->footer("Examples:\n  taraf library exclude '/Podcasts/'\n  taraf library exclude '\\.tmp\\.mp3$'\n  taraf library exclude --remove '/Podcasts/'");
    excluding->callback([&chosen, exclusion] { chosen = [exclusion](const Context &context) { return exclude(context, *exclusion); }; });

    const auto folder = std::make_shared<std::string>();
    CLI::App *removing = library->add_subcommand("remove", "Stop scanning a folder; what is known about its music is kept");
    removing->add_option("DIR", *folder, "A folder that taraf status lists")->required();
    removing->callback([&chosen, folder] { chosen = [folder](const Context &context) { return remove(context, *folder); }; });
}

} // namespace taraf::cli
