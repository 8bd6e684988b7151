#include "listing.h"

#include "documents.h"
#include "hand_over.h"
#include "playlist_style_option.h"
#include "results.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

namespace taraf::cli {

void addListing(CLI::App &command, Listing &listing)
{
    command.add_option("--out", listing.out, "Write the playlist to this file")->type_name("FILE");
    addPlaylistStyle(command, listing.style);
    command.add_flag("--open", listing.open, "Open it in the player");
}

Result<Exit> deliver(const Context &context, const QJsonObject &list, const Listing &listing)
{
    const Playlist playlist = service::playlistOf(list);
    std::string file;
    if (!listing.out.empty()) {
        auto path = absolutePath(listing.out);
        if (!path) return fail(std::move(path).error());
        file = std::move(*path);
    } else if (listing.open) {
        if (auto made = makeFolder(context.home.playlists()); !made) return fail(std::move(made).error());
        const auto extension = answer::extensionOf(listing.style);
        if (!extension) return fail(extension.error());
        file = context.home.playlists() + "/" + answer::fileNameOf(playlist.title) + "." + *extension;
    }
    if (!file.empty()) {
        if (auto written = answer::writePlaylist(playlist, file, listing.style); !written) return fail(std::move(written).error());
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("title"), list.value(u"title")}, {QStringLiteral("tracks"), list.value(u"tracks")}}); !printed) return fail(std::move(printed).error());
    } else if (file.empty() && (!listing.style.format.empty() || !listing.style.player.empty())) {
        const auto rendered = answer::renderPlaylist(playlist, listing.style);
        if (!rendered) return fail(rendered.error());
        std::fwrite(rendered->data(), 1, rendered->size(), stdout);
    } else {
        std::printf("%s\n", fitted(playlist.title, 400).c_str());
        tellTracks(list.value(u"tracks").toArray());
        if (!file.empty()) std::printf("%s in %s\n", counted(playlist.entries.size(), "track", "tracks").c_str(), displayText(file).c_str());
    }
    for (const QJsonValue note : list.value(u"notes").toArray()) std::fprintf(stderr, "taraf: %s\n", note.toString().toUtf8().constData());
    if (listing.open) {
        if (auto opened = openInPlayer(file, playlist.title, listing.style.player); !opened) return fail(std::move(opened).error());
    }
    return Exit::Done;
}

} // namespace taraf::cli
