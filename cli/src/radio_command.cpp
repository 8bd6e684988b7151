#include "radio.h"

#include "documents.h"
#include "focus_option.h"
#include "seeds.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <random>

namespace taraf::cli {
namespace {

enum class Then { Nothing, Open };

struct Request {
    std::vector<std::string> seeds;
    std::size_t length = 50;
    std::optional<std::size_t> perArtist;
    std::optional<std::uint64_t> seed;
    Focus focus = Focus::Overall;
    std::string out;
    answer::PlaylistStyle style;
    Then then = Then::Nothing;
};

Result<Exit> radio(const Context &context, const Request &request)
{
    const auto answers = answer::Answers::open(context.home);
    if (!answers) return fail(answers.error());
    auto seeds = findSeeds(context, *answers, named(request.seeds));
    if (!seeds) return fail(std::move(seeds).error());
    const std::uint64_t seed = request.seed.value_or(std::random_device{}());
    answer::RuleTexts rules;
    if (request.perArtist) rules.emplace_back("per-artist", std::to_string(*request.perArtist));
    const auto radio = answers->radio({.seeds = *seeds, .length = request.length, .seed = seed, .focus = request.focus, .rules = std::move(rules)});
    if (!radio) return fail(radio.error());

    std::string file;
    if (!request.out.empty()) {
        auto path = absolutePath(request.out);
        if (!path) return fail(std::move(path).error());
        file = std::move(*path);
    } else if (request.then == Then::Open) {
        if (auto made = makeFolder(context.home.playlists()); !made) return fail(std::move(made).error());
        file = context.home.playlists() + "/" + fileNameOf(radio->title) + "." + (request.style.format.empty() ? "m3u8" : request.style.format);
    }
    if (!file.empty()) {
        if (auto written = answer::writePlaylist(playlistOf(*radio), file, request.style); !written) return fail(std::move(written).error());
    }
    if (context.output == Output::Json) {
        QJsonArray tracks;
        for (const answer::TrackAnswer &track : radio->tracks) tracks.append(document(track, Scores::Without));
        if (auto printed = print({{QStringLiteral("title"), text(radio->title)}, {QStringLiteral("tracks"), tracks}}); !printed) return fail(std::move(printed).error());
    } else if (file.empty() && !request.style.format.empty()) {
        const auto rendered = answer::renderPlaylist(playlistOf(*radio), request.style);
        if (!rendered) return fail(rendered.error());
        std::fwrite(rendered->data(), 1, rendered->size(), stdout);
    } else {
        std::printf("%s\n", fitted(radio->title, 400).c_str());
        tell(*radio);
        if (!file.empty()) std::printf("%s in %s\n", counted(radio->tracks.size(), "track", "tracks").c_str(), displayText(file).c_str());
    }
    for (const std::string &note : radio->notes) std::fprintf(stderr, "taraf: %s\n", note.c_str());
    if (request.then == Then::Open) {
        if (auto opened = openInPlayer(file, radio->title, request.style.player); !opened) return fail(std::move(opened).error());
    }
    return Exit::Done;
}

} // namespace

void addRadio(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("radio", "Make a playlist that goes on from a track, an album or a playlist");
    command->add_option("SEED", request->seeds, "Tracks, album folders, playlists, or any audio file")->required();
    command->add_option("--length", request->length, "How many tracks")->check(CLI::Range(1, 10000))->capture_default_str();
    command->add_option("--per-artist", request->perArtist, "At most so many by one artist [2]")->check(CLI::Range(1, 10000));
    command->add_option("--seed", request->seed, "The same number gives the same list again")->type_name("N");
    addFocus(*command, request->focus);
    command->add_option("--out", request->out, "Write the playlist to this file")->type_name("FILE");
    command->add_option("--format", request->style.format, "m3u8, xspf, pls or json (by the name of FILE, else m3u8)")
        ->transform(CLI::IsMember({"m3u8", "xspf", "pls", "json"}, CLI::ignore_case).description(""))->type_name("FORMAT");
    command->add_option("--for", request->style.player, "Write it as this player reads it: strawberry, clementine, audacious")
        ->transform(CLI::IsMember({"strawberry", "clementine", "audacious"}, CLI::ignore_case).description(""))->type_name("PLAYER");
    command->add_flag_callback("--open", [request] { request->then = Then::Open; }, "Open it in the player");
    command->footer("Examples:\n  taraf radio ~/Music/Artist/Album --out radio.m3u8\n  taraf radio song.mp3 --for strawberry --open\n"
                    "  taraf radio song.mp3 --seed 7 --format xspf > radio.xspf\n\n"
                    "No track comes twice, no two of one artist in a row where it can be helped, nothing shorter than a minute.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return radio(context, *request); }; });
}

} // namespace taraf::cli
