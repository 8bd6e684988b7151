#include "documents.h"
#include "playlist_commands.h"
#include "playlist_style_option.h"
#include "hand_over.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <unistd.h>

namespace taraf::cli {
namespace {

struct Conversion {
    std::string in, out;
    answer::PlaylistStyle style;
    bool opens = false;
};

struct Check {
    std::string file;
    answer::Reading reading = answer::Reading::Lenient;
};

bool isMissing(const PlaylistEntry &entry) { return !entry.path.empty() && ::access(entry.path.c_str(), F_OK) != 0; }

Result<Exit> convert(const Context &context, const Conversion &request)
{
    auto file = answer::readPlaylist(request.in);
    if (!file) return fail(std::move(file).error());
    Playlist &playlist = file->playlist;
    const auto unplaced = std::erase_if(playlist.entries, [](const PlaylistEntry &entry) { return entry.path.empty() && entry.uri.empty(); });
    auto out = absolutePath(request.out);
    if (!out) return fail(std::move(out).error());
    if (auto written = answer::writePlaylist(playlist, *out, request.style); !written) return fail(std::move(written).error());
    if (context.output == Output::Json) {
        QJsonArray tracks;
        for (const PlaylistEntry &entry : playlist.entries) tracks.append(document(entry));
        if (auto printed = print({{QStringLiteral("path"), text(*out)}, {QStringLiteral("uri"), text(fileUri(*out))}, {QStringLiteral("title"), text(playlist.title)}, {QStringLiteral("tracks"), tracks}}); !printed) {
            return fail(std::move(printed).error());
        }
    } else {
        std::printf("%s in %s\n", counted(playlist.entries.size(), "track", "tracks").c_str(), displayText(*out).c_str());
    }
    if (unplaced > 0) std::fprintf(stderr, "taraf: %s only a name, and left out; taraf playlist save finds it in your collection\n", counted(unplaced, "entry has", "entries have").c_str());
    if (request.opens) {
        if (auto opened = openInPlayer(*out, playlist.title, request.style.player); !opened) return fail(std::move(opened).error());
    }
    return Exit::Done;
}

Result<Exit> check(const Context &context, const Check &request)
{
    const auto file = answer::readPlaylist(request.file, request.reading);
    if (!file) return fail(file.error());
    const std::vector<PlaylistEntry> &entries = file->playlist.entries;
    std::vector<const PlaylistEntry *> missing;
    QJsonArray tracks;
    for (const PlaylistEntry &entry : entries) {
        if (isMissing(entry)) missing.push_back(&entry);
        QJsonObject track = document(entry);
        track[u"missing"] = isMissing(entry);
        tracks.append(track);
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("format"), text(file->format)}, {QStringLiteral("title"), text(file->playlist.title)}, {QStringLiteral("tracks"), tracks},
                                  {QStringLiteral("missing"), static_cast<qint64>(missing.size())}}); !printed) {
            return fail(std::move(printed).error());
        }
        return Exit::Done;
    }
    const auto elsewhere = static_cast<std::size_t>(std::ranges::count_if(entries, [](const PlaylistEntry &entry) { return entry.path.empty(); }));
    std::printf("%s: a playlist of the format %s%s with %s\n", displayText(request.file).c_str(), file->format.c_str(),
                request.reading == answer::Reading::Strict ? ", strictly right," : "", counted(entries.size(), "entry", "entries").c_str());
    if (elsewhere > 0) std::printf("%s no file of this machine\n", counted(elsewhere, "is", "are").c_str());
    if (missing.empty()) {
        if (elsewhere < entries.size()) std::printf("every file is there\n");
        return Exit::Done;
    }
    constexpr std::size_t shown = 10;
    std::printf("%s not there:\n", counted(missing.size(), "file is", "files are").c_str());
    for (std::size_t i = 0; i < std::min(missing.size(), shown); ++i) std::printf("  %s\n", fitted(missing[i]->path, 500).c_str());
    if (missing.size() > shown) std::printf("  and %s more\n", grouped(missing.size() - shown).c_str());
    return Exit::Done;
}

} // namespace

QJsonObject document(const PlaylistEntry &entry)
{
    QJsonObject object{{QStringLiteral("path"), text(entry.path)},     {QStringLiteral("uri"), text(entry.path.empty() ? entry.uri : fileUri(entry.path))},
                       {QStringLiteral("artist"), text(entry.artist)}, {QStringLiteral("title"), text(entry.title)},
                       {QStringLiteral("album"), text(entry.album)}};
    if (entry.track > 0) object[u"track"] = entry.track;
    if (entry.duration.count() > 0) object[u"duration_ms"] = static_cast<qint64>(entry.duration.count());
    return object;
}

void addPlaylist(CLI::App &app, Action &chosen)
{
    CLI::App *playlist = app.add_subcommand("playlist", "Convert and check playlist files, and keep playlists that survive moved files");
    playlist->require_subcommand(1);
    playlist->footer("Examples:\n  taraf playlist convert list.xspf --out list.m3u8 --for fooyin\n  taraf playlist check list.m3u8\n"
                     "  taraf playlist save Evening list.m3u8\n  taraf playlist export Evening --out evening.m3u8");

    const auto conversion = std::make_shared<Conversion>();
    CLI::App *converting = playlist->add_subcommand("convert", "Write a playlist in another format, or for another player");
    converting->add_option("IN", conversion->in, "A playlist: m3u, m3u8, xspf, pls, JSPF, or JSON {\"tracks\":[{\"uri\"}]}")->required();
    converting->add_option("--out", conversion->out, "Write it to this file")->required()->type_name("FILE");
    addPlaylistStyle(*converting, conversion->style);
    converting->add_flag("--open", conversion->opens, "Open it in the player");
    converting->footer("Examples:\n  taraf playlist convert old.pls --out new.m3u8\n  taraf playlist convert list.m3u8 --out /media/stick/list.m3u8 --relative\n"
                       "  taraf playlist convert list.m3u8 --out list.xspf --for strawberry --open\n\nThe tracks need not be in your collection.");
    converting->callback([&chosen, conversion] { chosen = [conversion](const Context &context) { return convert(context, *conversion); }; });

    const auto checked = std::make_shared<Check>();
    CLI::App *checking = playlist->add_subcommand("check", "Say what a playlist is, and which of its files are not there");
    checking->add_option("FILE", checked->file, "A playlist")->required();
    checking->add_flag_callback("--strict", [checked] { checked->reading = answer::Reading::Strict; }, "Refuse what the format's definition refuses, with line and column");
    checking->footer("Example:\n  taraf playlist check list.xspf --strict");
    checking->callback([&chosen, checked] { chosen = [checked](const Context &context) { return check(context, *checked); }; });

    addKept(*playlist, chosen);
}

} // namespace taraf::cli
