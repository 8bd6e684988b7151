#include "completion.h"

#include "taraf/answer/mixes.h"

#include <algorithm>
#include <map>

namespace taraf::cli {
namespace {

/// The values of options that take one of few. CLI11 keeps them where nobody can ask.
const std::map<std::string_view, std::vector<std::string_view>> kValues{
    {"--focus", {"overall", "genre", "mood", "instrumentation"}},
    {"--format", {"m3u8", "xspf", "pls", "json"}},
    {"--for", {"strawberry", "clementine", "audacious", "fooyin", "vlc"}},
    {"--device", {"auto", "cpu", "cuda"}},
    {"--index", {"auto", "exact", "hnsw"}},
    {"--labels", {"folder", "artist", "album", "genre"}},
    {"--use", {"tuned", "untuned"}},
};

bool isMusic(std::string_view type) { return type == "PATH" || type == "SEED" || type == "FROM" || type == "TO"; }

/// What a value of that kind can be.
Completion ofType(const std::string &type, const std::string &typed)
{
    Completion completion;
    if (isMusic(type)) {
        completion.files = Completion::Files::Any;
        if (!typed.starts_with('/') && !typed.starts_with('.') && !typed.starts_with('~')) completion.music = typed;
    } else if (type.starts_with("DIR")) {
        completion.files = Completion::Files::Folders;
    } else if (type.starts_with("FILE") || type == "IN") {
        completion.files = Completion::Files::Any;
    } else if (type == "KIND") {
        if (std::string_view("list").starts_with(typed)) completion.candidates.push_back({"list", "All mixes, and whether there is something in them"});
        for (const answer::MixDescription &each : answer::describeMixes()) {
            if (each.kind.starts_with(typed)) completion.candidates.push_back({std::string(each.kind), std::string(each.about)});
        }
    }
    return completion;
}

const CLI::Option *optionNamed(const CLI::App &app, const std::string &word)
{
    const CLI::Option *option = app.get_option_no_throw(word);
    return option != nullptr && option->nonpositional() ? option : nullptr;
}

CLI::App *commandNamed(CLI::App &app, const std::string &word)
{
    const auto found = app.get_subcommands([&](const CLI::App *each) { return !word.empty() && each->get_name() == word; });
    return found.empty() ? nullptr : found.front();
}

void addOptions(Completion &completion, const CLI::App &app, const std::string &typed)
{
    for (const CLI::Option *option : app.get_options()) {
        if (!option->nonpositional() || option->get_group().empty()) continue;
        const auto &longs = option->get_lnames();
        const std::string name = longs.empty() ? "-" + option->get_snames().front() : "--" + longs.front();
        const bool isThere = std::ranges::contains(completion.candidates, name, &Candidate::text);
        if (name.starts_with(typed) && !isThere) completion.candidates.push_back({name, option->get_description()});
    }
}

} // namespace

Completion completionOf(CLI::App &app, const std::vector<std::string> &words)
{
    const std::string typed = words.empty() ? std::string() : words.back();
    CLI::App *command = &app;
    const CLI::Option *awaiting = nullptr; ///< an option whose values come next
    int stillAwaited = 0;
    std::size_t positionals = 0;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const std::string &word = words[i];
        if (awaiting != nullptr && stillAwaited > 0) {
            --stillAwaited;
            continue;
        }
        awaiting = nullptr;
        if (word.starts_with('-') && word != "--") {
            const CLI::Option *option = optionNamed(*command, word);
            if (option == nullptr) option = optionNamed(app, word);
            if (option == nullptr) continue;
            awaiting = option;
            stillAwaited = option->get_type_size_min();
        } else if (CLI::App *next = positionals == 0 ? commandNamed(*command, word) : nullptr) {
            command = next;
        } else {
            ++positionals;
        }
    }
    if (awaiting != nullptr && stillAwaited > 0) {
        if (const auto values = kValues.find("--" + (awaiting->get_lnames().empty() ? std::string() : awaiting->get_lnames().front())); values != kValues.end()) {
            Completion completion;
            for (const std::string_view value : values->second) {
                if (value.starts_with(typed)) completion.candidates.push_back({std::string(value), {}});
            }
            return completion;
        }
        return ofType(awaiting->get_type_name(), typed);
    }
    Completion completion;
    if (!typed.starts_with('-')) {
        std::vector<const CLI::Option *> places;
        for (const CLI::Option *option : static_cast<const CLI::App *>(command)->get_options()) {
            if (!option->nonpositional()) places.push_back(option);
        }
        if (!places.empty()) completion = ofType(places[std::min(positionals, places.size() - 1)]->get_name(true), typed);
        if (positionals == 0) {
            for (const CLI::App *each : command->get_subcommands([](const CLI::App *sub) { return !sub->get_group().empty(); })) {
                if (each->get_name().starts_with(typed)) completion.candidates.push_back({each->get_name(), each->get_description()});
            }
        }
        return completion;
    }
    addOptions(completion, *command, typed);
    if (command == &app) return completion;
    addOptions(completion, app, typed);
    std::erase_if(completion.candidates, [](const Candidate &each) { return each.text == "--version"; }); // the program's alone
    return completion;
}

} // namespace taraf::cli
