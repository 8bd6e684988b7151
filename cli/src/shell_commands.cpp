#include "asking.h"
#include "completion.h"
#include "documents.h"
#include "manual.h"

#include "taraf/base/file.h"

#include <algorithm>

namespace taraf::cli {
namespace {

/// A line of an answer is one candidate, whatever is in a name.
std::string oneLine(std::string text)
{
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text;
}

/// Albums and tracks called so, by their paths.
std::vector<Candidate> musicNamed(const Context &context, const std::string &words)
{
    std::vector<Candidate> candidates;
    const auto found = ask(context, service::Question::Search, {{QStringLiteral("words"), text(words)}, {QStringLiteral("count"), 30}});
    if (!found) return candidates; // no library yet: nothing to offer, and nobody to tell
    const auto add = [&](const QJsonObject &row, QStringView title) {
        const std::string path = row.value(u"path").toString().toStdString();
        if (path.find_first_of("\n\r\t") != std::string::npos) return; // a shell would take it for several
        candidates.push_back({path, row.value(u"artist").toString().toStdString() + " – " + row.value(title).toString().toStdString()});
    };
    for (const QJsonValue each : found->value(u"albums").toArray()) add(each.toObject(), u"album");
    for (const QJsonValue each : found->value(u"tracks").toArray()) add(each.toObject(), u"title");
    return candidates;
}

/// The first line says what else fits ("none", "files", "folders"), each further one is a candidate and, after a tab, what it is.
Result<Exit> complete(const Context &context, CLI::App &app, const std::vector<std::string> &words)
{
    Completion completion = completionOf(app, words);
    if (!completion.music.empty()) std::ranges::move(musicNamed(context, completion.music), std::back_inserter(completion.candidates));
    std::printf("%s\n", completion.files == Completion::Files::None ? "none" : completion.files == Completion::Files::Any ? "files" : "folders");
    for (const Candidate &each : completion.candidates) std::printf("%s\t%s\n", each.text.c_str(), oneLine(each.about).c_str());
    return Exit::Done;
}

Result<Exit> manual(CLI::App &app, const std::string &folder)
{
    if (auto made = makeFolder(folder); !made) return fail(std::move(made).error());
    for (const ManualPage &page : manualOf(app)) {
        if (auto written = writeAtomically(folder + "/" + page.name, page.roff); !written) return fail(std::move(written).error());
    }
    return Exit::Done;
}

} // namespace

void addShell(CLI::App &app, Action &chosen)
{
    const auto words = std::make_shared<std::vector<std::string>>();
    CLI::App *completing = app.add_subcommand("complete", "For shells: what may stand next")->group("");
    completing->add_option("WORD", *words, "What was typed so far, the last word not finished");
    completing->callback([&chosen, &app, words] { chosen = [&app, words](const Context &context) { return complete(context, app, *words); }; });

    const auto folder = std::make_shared<std::string>();
    CLI::App *writing = app.add_subcommand("manual", "For the build: write the manual pages into a folder")->group("");
    writing->add_option("DIR", *folder)->required();
    writing->callback([&chosen, &app, folder] { chosen = [&app, folder](const Context &) { return manual(app, *folder); }; });
}

} // namespace taraf::cli
