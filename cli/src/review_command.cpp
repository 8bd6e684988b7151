#include "documents.h"
#include "library_commands.h"

#include "taraf/answer/upkeep.h"
#include "taraf/base/path.h"

#include <set>

namespace taraf::cli {
namespace {

struct Request {
    std::vector<std::string> same, different, undo;
    bool allSame = false;
};

QJsonObject document(const answer::Likeness &side)
{
    return {{QStringLiteral("path"), text(side.path)},   {QStringLiteral("uri"), text(fileUri(side.path))}, {QStringLiteral("artist"), text(side.artist)},
            {QStringLiteral("title"), text(side.title)}, {QStringLiteral("album"), text(side.album)},       {QStringLiteral("seconds"), static_cast<double>(side.duration.count()) / 1000}};
}

void tell(const answer::Doubt &doubt)
{
    const auto side = [](const char *label, const answer::Likeness &one) {
        std::printf("    %s %s (%s)\n", label, fitted(one.path, 500).c_str(), clock(one.duration).c_str());
    };
    const std::string name = doubt.present.artist.empty() ? doubt.present.title : doubt.present.artist + " – " + doubt.present.title;
    std::printf("%s  %s\n", doubt.id.c_str(), fitted(name, 200).c_str());
    side("was:", doubt.former);
    side("now:", doubt.present);
    std::printf("    %s\n", doubt.why.c_str());
}

Result<Exit> list(const Context &context)
{
    const auto doubts = answer::doubts(context.home);
    if (!doubts) return fail(doubts.error());
    if (context.output == Output::Json) {
        QJsonArray all;
        for (const answer::Doubt &doubt : *doubts) {
            all.append(QJsonObject{{QStringLiteral("id"), text(doubt.id)}, {QStringLiteral("former"), document(doubt.former)},
                                   {QStringLiteral("present"), document(doubt.present)}, {QStringLiteral("why"), text(doubt.why)}});
        }
        if (auto printed = print({{QStringLiteral("doubts"), all}}); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    for (const answer::Doubt &doubt : *doubts) tell(doubt);
    if (doubts->empty()) {
        std::printf("nothing is in doubt\n");
        return Exit::Done;
    }
    const std::string &first = doubts->front().id;
    std::printf("\nThe same recording, so that the file that is there now has its history: taraf library review --same %s\n"
                "Another one: taraf library review --different %s\nBoth can be taken back with --undo.\n", first.c_str(), first.c_str());
    return Exit::Done;
}

Result<Exit> decide(const Context &context, Request request)
{
    if (request.allSame) {
        const auto doubts = answer::doubts(context.home);
        if (!doubts) return fail(doubts.error());
        // Of several that may be one, the likeliest comes first; the others are still asked about.
        std::set<std::string> formers, presents;
        for (const answer::Doubt &doubt : *doubts) {
            const auto colon = doubt.id.find(':');
            const bool isFree = !formers.contains(doubt.id.substr(0, colon)) && !presents.contains(doubt.id.substr(colon));
            if (!isFree) continue;
            formers.insert(doubt.id.substr(0, colon));
            presents.insert(doubt.id.substr(colon));
            request.same.push_back(doubt.id);
        }
    }
    QJsonArray decided;
    const auto each = [&](const std::vector<std::string> &ids, answer::Decision decision, const char *word) -> Result<> {
        for (const std::string &id : ids) {
            if (auto done = answer::decide(context.home, id, decision); !done) return done;
            decided.append(QJsonObject{{QStringLiteral("id"), text(id)}, {QStringLiteral("verdict"), QLatin1StringView(word)}});
            if (context.output == Output::Text) std::printf("%s: %s\n", id.c_str(), word);
        }
        return {};
    };
    if (auto done = each(request.undo, answer::Decision::Undo, "undone"); !done) return fail(std::move(done).error());
    if (auto done = each(request.same, answer::Decision::Same, "same"); !done) return fail(std::move(done).error());
    if (auto done = each(request.different, answer::Decision::Different, "different"); !done) return fail(std::move(done).error());
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("decided"), decided}}); !printed) return fail(std::move(printed).error());
    } else if (decided.isEmpty()) {
        std::printf("nothing is in doubt\n");
    }
    return Exit::Done;
}

} // namespace

void addReview(CLI::App &library, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = library.add_subcommand("review", "List files that may be a recording you had, and decide");
    command->add_option("--same", request->same, "The same recording: the new file takes over its history")->type_name("ID")->allow_extra_args(false);
    command->add_option("--different", request->different, "Another recording; not asked again")->type_name("ID")->allow_extra_args(false);
    command->add_option("--undo", request->undo, "Take a decision back")->type_name("ID")->allow_extra_args(false);
    command->add_flag("--all-same", request->allSame, "Every one that is listed is the same, the likeliest where there are several");
    command->footer("Example:\n  taraf library review\n  taraf library review --same 12:845\n\nTaraf never joins two recordings by itself.");
    command->callback([&chosen, request] {
        chosen = [request](const Context &context) {
            const bool asked = request->same.empty() && request->different.empty() && request->undo.empty() && !request->allSame;
            return asked ? list(context) : decide(context, *request);
        };
    });
}

} // namespace taraf::cli
