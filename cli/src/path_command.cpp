#include "asking.h"
#include "documents.h"
#include "focus_option.h"
#include "listing.h"
#include "rules_option.h"

namespace taraf::cli {
namespace {

struct Request {
    std::string from, to;
    std::size_t length = 12;
    Focus focus = Focus::Overall;
    RulesOption rules;
    Listing listing;
};

Result<Exit> path(const Context &context, const Request &request)
{
    QJsonObject question{{QStringLiteral("from"), seedOf(request.from)}, {QStringLiteral("to"), seedOf(request.to)},
                         {QStringLiteral("length"), static_cast<qint64>(request.length)}, {QStringLiteral("focus"), text(name(request.focus))}};
    putRules(question, request.rules);
    const auto found = ask(context, service::Question::Path, question);
    return found ? deliver(context, *found, request.listing) : fail(found.error());
}

} // namespace

void addPath(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("path", "Make a playlist that leads from one track to another");
    command->add_option("FROM", request->from, "A track, or any audio file; of an album the track nearest to its middle")->required();
    command->add_option("TO", request->to, "Where it leads")->required();
    command->add_option("--length", request->length, "How many tracks, both ends included")->check(CLI::Range(2, 1000).description(""))->type_name("N")->capture_default_str();
    addFocus(*command, request->focus);
    addRules(*command, request->rules);
    addListing(*command, request->listing);
    command->footer("Example:\n  taraf path lullaby.mp3 thunder.mp3 --length 20 --out path.m3u8\n\n"
                    "Each step is shorter than the way straight there, where the collection has tracks in between; if not, a note says so.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return path(context, *request); }; });
}

} // namespace taraf::cli
