#include "context.h"
#include "documents.h"


#include "taraf/base/path.h"
#include "taraf/base/signals.h"

#include <clocale>
#include <cstdio>

namespace {

using namespace taraf;
using namespace taraf::cli;

int statusOf(Exit exit) { return static_cast<int>(exit); }

int wrongUsage(const CLI::App &app, const CLI::ParseError &error)
{
    const CLI::App *command = &app;
    std::string about = "taraf";
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().back();
        about += " " + command->get_name();
    }
    about += " --help";
    std::fprintf(stderr, "taraf: %s\nSee: %s\n", displayText(error.what()).c_str(), about.c_str());
    return statusOf(Exit::WrongUsage);
}

int failed(const Context &context, const Error &error)
{
    if (error.code == ErrorCode::Cancelled) std::fprintf(stderr, "taraf: stopped; what was done is kept\n");
    else std::fprintf(stderr, "taraf: %s\n", error.message.c_str());
    if (context.output == Output::Json) {
        // The message is on stderr already; a closed stdout can't be helped here.
        [[maybe_unused]] const auto printed = print(document(error));
    }
    return statusOf(error.code == ErrorCode::InvalidArgument ? Exit::WrongUsage : Exit::Failed);
}

} // namespace

int main(int argc, char **argv)
{
    std::setlocale(LC_CTYPE, "C.UTF-8"); // widths of characters; all text of ours is UTF-8
    Context context;
    context.stop = stopOnSignals();

    CLI::App app("Taraf listens to the music you own and finds what sounds alike.\n"
                 "Nothing is downloaded, nothing leaves this machine unless you say so.", "taraf");
    app.set_version_flag("--version", "taraf " TARAF_VERSION, "Show the version and end");
    app.set_help_flag("-h,--help", "Show this help and end");
    app.fallthrough();
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::simple);
    app.get_formatter()->column_width(26);
    for (const auto &[label, ours] : {std::pair{"SUBCOMMAND", "COMMAND"}, {"TEXT", ""}, {"REQUIRED", ""}}) {
        app.get_formatter()->label(label, ours);
    }
    app.footer("Start here:\n  taraf start ~/Music\n\nEach command has a help of its own with an example: taraf radio --help\n"
               "The library is kept in $TARAF_HOME if that is set, else in ~/.local/share/taraf.");
    app.add_flag_callback("--json", [&] { context.output = Output::Json; }, "Answer with one JSON document");
    context.progress = ProgressDisplay::usualStyle();
    app.add_flag_callback("--quiet,-q", [&] { context.progress = ProgressDisplay::Style::Nothing; }, "No progress on stderr");

    Action chosen;
    for (const auto add : {addStart, addRescan, addWatch, addSimilar, addRadio, addMix, addPath, addPlaylist, addSearch, addRate, addListens, addStats, addSessions, addSync, addRulesCommand, addStatus, addLibrary, addNeighbours,
                           addEvaluate, addTune, addModel, addDoctor, addDemo, addShell}) add(app, chosen);
    for (CLI::App *command : app.get_subcommands([](const CLI::App *each) { return !each->get_group().empty(); })) command->group("Commands");

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &asked) {
        return app.exit(asked);
    } catch (const CLI::ParseError &error) {
        return wrongUsage(app, error);
    }
    auto home = findHome();
    if (!home) return failed(context, home.error());
    context.home = std::move(*home);
    const auto done = chosen(context);
    return done ? statusOf(*done) : failed(context, done.error());
}
