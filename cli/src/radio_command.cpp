#include "asking.h"
#include "documents.h"
#include "focus_option.h"
#include "hand_over.h"
#include "playlist_style_option.h"
#include "results.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <optional>

namespace taraf::cli {
namespace {

enum class Then { Nothing, Open };

struct Request {
    std::vector<std::string> seeds;
    std::size_t length = 50, perArtist = 2;
    std::optional<std::uint64_t> seed;
    Focus focus = Focus::Overall;
    std::string out;
    answer::PlaylistStyle style;
    Then then = Then::Nothing;
};

Result<Exit> radio(const Context &context, const Request &request)
{
    QJsonObject question{{QStringLiteral("seeds"), seedsOf(request.seeds)}, {QStringLiteral("length"), static_cast<qint64>(request.length)},
                         {QStringLiteral("per_artist"), static_cast<qint64>(request.perArtist)}, {QStringLiteral("focus"), text(name(request.focus))}};
    if (request.seed) question[u"seed"] = static_cast<qint64>(*request.seed);
    const auto radio = ask(context, service::Question::Radio, question);
    if (!radio) return fail(radio.error());
    const Playlist playlist = service::playlistOf(*radio);

    std::string file;
    if (!request.out.empty()) {
        auto path = absolutePath(request.out);
        if (!path) return fail(std::move(path).error());
        file = std::move(*path);
    } else if (request.then == Then::Open) {
        if (auto made = makeFolder(context.home.playlists()); !made) return fail(std::move(made).error());
        const auto extension = answer::extensionOf(request.style);
        if (!extension) return fail(extension.error());
        file = context.home.playlists() + "/" + fileNameOf(playlist.title) + "." + *extension;
    }
    if (!file.empty()) {
        if (auto written = answer::writePlaylist(playlist, file, request.style); !written) return fail(std::move(written).error());
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("title"), radio->value(u"title")}, {QStringLiteral("tracks"), radio->value(u"tracks")}}); !printed) return fail(std::move(printed).error());
    } else if (file.empty() && (!request.style.format.empty() || !request.style.player.empty())) {
        const auto rendered = answer::renderPlaylist(playlist, request.style);
        if (!rendered) return fail(rendered.error());
        std::fwrite(rendered->data(), 1, rendered->size(), stdout);
    } else {
        std::printf("%s\n", fitted(playlist.title, 400).c_str());
        tellTracks(radio->value(u"tracks").toArray());
        if (!file.empty()) std::printf("%s in %s\n", counted(playlist.entries.size(), "track", "tracks").c_str(), displayText(file).c_str());
    }
    for (const QJsonValue note : radio->value(u"notes").toArray()) std::fprintf(stderr, "taraf: %s\n", note.toString().toUtf8().constData());
    if (request.then == Then::Open) {
        if (auto opened = openInPlayer(file, playlist.title, request.style.player); !opened) return fail(std::move(opened).error());
    }
    return Exit::Done;
}

} // namespace

void addRadio(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("radio", "Make a playlist that goes on from a track, an album or a playlist");
    command->add_option("SEED", request->seeds, "Tracks, album folders, playlists, or any audio file")->required();
    command->add_option("--length", request->length, "How many tracks")->check(CLI::Range(1, 10000).description(""))->type_name("N")->capture_default_str();
    command->add_option("--per-artist", request->perArtist, "At most so many by one artist")->check(CLI::Range(1, 10000).description(""))->type_name("N")->capture_default_str();
    command->add_option("--seed", request->seed, "The same number gives the same list again")->type_name("N");
    addFocus(*command, request->focus);
    command->add_option("--out", request->out, "Write the playlist to this file")->type_name("FILE");
    addPlaylistStyle(*command, request->style);
    command->add_flag_callback("--open", [request] { request->then = Then::Open; }, "Open it in the player");
    command->footer("Examples:\n  taraf radio ~/Music/Artist/Album --out radio.m3u8\n  taraf radio song.mp3 --for strawberry --open\n"
                    "  taraf radio song.mp3 --seed 7 --format xspf > radio.xspf\n\n"
                    "No track comes twice, no two of one artist in a row where it can be helped, nothing shorter than a minute.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return radio(context, *request); }; });
}

} // namespace taraf::cli
