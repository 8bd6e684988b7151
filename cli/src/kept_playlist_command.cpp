#include "documents.h"
#include "playlist_commands.h"
#include "playlist_style_option.h"
#include "hand_over.h"

#include "taraf/answer/playlists.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <QDateTime>
#include <QTimeZone>

namespace taraf::cli {
namespace {

struct Saving {
    std::string name, file;
    answer::Namesake namesake = answer::Namesake::Refused;
};

struct Exporting {
    std::string name, out;
    answer::PlaylistStyle style;
    bool opens = false;
};

Result<Exit> save(const Context &context, const Saving &request)
{
    const auto file = answer::readPlaylist(request.file);
    if (!file) return fail(file.error());
    const auto origin = absolutePath(request.file);
    if (!origin) return fail(origin.error());
    const auto kept = answer::keepPlaylist(context.home, request.name, *origin, file->playlist, request.namesake);
    if (!kept) return fail(kept.error());
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("name"), text(request.name)}, {QStringLiteral("entries"), static_cast<qint64>(kept->entries)},
                                  {QStringLiteral("known"), static_cast<qint64>(kept->known)}}); !printed) {
            return fail(std::move(printed).error());
        }
        return Exit::Done;
    }
    std::printf("kept as %s: %s, %s in your collection\n", request.name.c_str(), counted(kept->entries, "entry", "entries").c_str(), grouped(kept->known).c_str());
    return Exit::Done;
}

Result<Exit> list(const Context &context, bool removed)
{
    const auto all = removed ? answer::removedPlaylists(context.home) : answer::keptPlaylists(context.home);
    if (!all) return fail(all.error());
    QJsonArray documents;
    Table table({1});
    for (const answer::KeptPlaylist &each : *all) {
        const QString changed = QDateTime::fromSecsSinceEpoch(each.changedAt.count(), QTimeZone::UTC).toString(Qt::ISODate);
        documents.append(QJsonObject{{QStringLiteral("name"), text(each.name)}, {QStringLiteral("origin"), text(each.origin)}, {QStringLiteral("changed_at"), changed},
                                     {QStringLiteral("entries"), static_cast<qint64>(each.entries)}});
        table.add({each.name, grouped(each.entries), changed.left(10).toStdString(), each.origin});
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("playlists"), documents}}); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    table.print(stdout);
    if (all->empty()) std::printf(removed ? "none was removed\n" : "no playlist is kept yet; keep one: taraf playlist save NAME FILE\n");
    return Exit::Done;
}

Result<Exit> show(const Context &context, const std::string &name)
{
    const auto tracks = answer::keptPlaylist(context.home, name);
    if (!tracks) return fail(tracks.error());
    QJsonArray documents;
    Table table({0, 3});
    for (const answer::KeptTrack &each : *tracks) {
        QJsonObject one = document(each.entry);
        one[u"known"] = each.recording.isValid();
        one[u"gone"] = each.isGone;
        documents.append(one);
        const std::string title = !each.entry.title.empty() ? each.entry.title : std::string(fileName(each.entry.path.empty() ? each.entry.uri : each.entry.path));
        table.add({std::to_string(documents.size()), displayText(each.entry.artist), displayText(title), each.entry.duration.count() > 0 ? clock(each.entry.duration) : std::string(), each.isGone ? "gone" : ""});
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("name"), text(name)}, {QStringLiteral("tracks"), documents}}); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    table.print(stdout);
    return Exit::Done;
}

Result<Exit> exportKept(const Context &context, const Exporting &request)
{
    const auto tracks = answer::keptPlaylist(context.home, request.name);
    if (!tracks) return fail(tracks.error());
    const Playlist playlist = answer::playlistOf(request.name, *tracks);
    std::string file;
    if (!request.out.empty()) {
        auto out = absolutePath(request.out);
        if (!out) return fail(std::move(out).error());
        file = *std::move(out);
    } else if (request.opens) {
        const auto extension = answer::extensionOf(request.style);
        if (!extension) return fail(extension.error());
        if (auto made = makeFolder(context.home.playlists()); !made) return fail(std::move(made).error());
        file = context.home.playlists() + "/" + answer::fileNameOf(request.name) + "." + *extension;
    }
    if (!file.empty()) {
        if (auto written = answer::writePlaylist(playlist, file, request.style); !written) return fail(std::move(written).error());
    }
    if (context.output == Output::Json) {
        QJsonArray documents;
        for (const PlaylistEntry &entry : playlist.entries) documents.append(document(entry));
        if (auto printed = print({{QStringLiteral("path"), text(file)}, {QStringLiteral("title"), text(request.name)}, {QStringLiteral("tracks"), documents},
                                  {QStringLiteral("gone"), static_cast<qint64>(tracks->size() - playlist.entries.size())}}); !printed) {
            return fail(std::move(printed).error());
        }
    } else if (file.empty()) {
        const auto rendered = answer::renderPlaylist(playlist, request.style);
        if (!rendered) return fail(rendered.error());
        std::fwrite(rendered->data(), 1, rendered->size(), stdout);
    } else {
        std::printf("%s in %s\n", counted(playlist.entries.size(), "track", "tracks").c_str(), displayText(file).c_str());
    }
    if (const auto gone = tracks->size() - playlist.entries.size(); gone > 0) {
        std::fprintf(stderr, "taraf: %s not there, and left out; taraf playlist show %s names them\n", counted(gone, "file is", "files are").c_str(), request.name.c_str());
    }
    if (request.opens) {
        if (auto opened = openInPlayer(file, request.name, request.style.player); !opened) return fail(std::move(opened).error());
    }
    return Exit::Done;
}

/// The answer of what changes one playlist.
Result<Exit> told(const Context &context, const char16_t *key, const std::string &name, const std::string &sentence)
{
    if (context.output == Output::Json) {
        if (auto printed = print({{QString::fromUtf16(key), text(name)}}); !printed) return fail(std::move(printed).error());
    } else {
        std::printf("%s\n", displayText(sentence).c_str());
    }
    return Exit::Done;
}

} // namespace

void addKept(CLI::App &playlist, Action &chosen)
{
    const auto saving = std::make_shared<Saving>();
    CLI::App *keeping = playlist.add_subcommand("save", "Keep a playlist file in the library; its tracks are found again when they are moved");
    keeping->add_option("NAME", saving->name, "What to call it")->required();
    keeping->add_option("FILE", saving->file, "A playlist of any format")->required();
    keeping->add_flag_callback("--replace", [saving] { saving->namesake = answer::Namesake::Replaced; }, "In place of the one of that name, which undo brings back");
    keeping->footer("Examples:\n  taraf playlist save Evening ~/evening.m3u8\n  taraf radio playlist:Evening      (a kept one is a seed like a file)");
    keeping->callback([&chosen, saving] { chosen = [saving](const Context &context) { return save(context, *saving); }; });

    const auto removed = std::make_shared<bool>(false);
    CLI::App *listing = playlist.add_subcommand("list", "The playlists that are kept");
    listing->add_flag("--removed", *removed, "Those that undo can bring back instead");
    listing->callback([&chosen, removed] { chosen = [removed](const Context &context) { return list(context, *removed); }; });

    const auto shown = std::make_shared<std::string>();
    CLI::App *showing = playlist.add_subcommand("show", "The tracks of a kept playlist, where they are now");
    showing->add_option("NAME", *shown, "A kept playlist")->required();
    showing->callback([&chosen, shown] { chosen = [shown](const Context &context) { return show(context, *shown); }; });

    const auto exporting = std::make_shared<Exporting>();
    CLI::App *exports = playlist.add_subcommand("export", "Write a kept playlist to a file, with the paths its tracks have now");
    exports->add_option("NAME", exporting->name, "A kept playlist")->required();
    exports->add_option("--out", exporting->out, "Write it to this file; without it, to the screen")->type_name("FILE");
    addPlaylistStyle(*exports, exporting->style);
    exports->add_flag("--open", exporting->opens, "Open it in the player");
    exports->footer("Examples:\n  taraf playlist export Evening --out evening.m3u8\n  taraf playlist export Evening --for strawberry --open");
    exports->callback([&chosen, exporting] { chosen = [exporting](const Context &context) { return exportKept(context, *exporting); }; });

    const auto names = std::make_shared<std::pair<std::string, std::string>>();
    CLI::App *renaming = playlist.add_subcommand("rename", "Give a kept playlist another name");
    renaming->add_option("NAME", names->first, "A kept playlist")->required();
    renaming->add_option("NEW", names->second, "Its new name")->required();
    renaming->callback([&chosen, names] {
        chosen = [names](const Context &context) -> Result<Exit> {
            if (auto done = answer::renamePlaylist(context.home, names->first, names->second); !done) return fail(std::move(done).error());
            return told(context, u"name", names->second, names->first + " is called " + names->second + " now");
        };
    });

    const auto dropped = std::make_shared<std::string>();
    CLI::App *removing = playlist.add_subcommand("remove", "Remove a kept playlist; undo brings it back");
    removing->add_option("NAME", *dropped, "A kept playlist")->required();
    removing->callback([&chosen, dropped] {
        chosen = [dropped](const Context &context) -> Result<Exit> {
            if (auto done = answer::removePlaylist(context.home, *dropped); !done) return fail(std::move(done).error());
            return told(context, u"removed", *dropped, *dropped + " is removed; to have it back: taraf playlist undo");
        };
    });

    const auto wanted = std::make_shared<std::string>();
    CLI::App *undoing = playlist.add_subcommand("undo", "Bring back the playlist that was removed or replaced last");
    undoing->add_option("NAME", *wanted, "The last of this name instead");
    undoing->footer("If there is another one of its name now, the two change places, so that nothing is lost.");
    undoing->callback([&chosen, wanted] {
        chosen = [wanted](const Context &context) -> Result<Exit> {
            const auto name = answer::bringBackPlaylist(context.home, *wanted);
            if (!name) return fail(name.error());
            return told(context, u"name", *name, *name + " is back");
        };
    });
}

} // namespace taraf::cli
