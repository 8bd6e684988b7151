#include "taraf/answer/playlist_file.h"

#include "taraf/playlists/write.h"

namespace taraf::answer {
namespace {

Result<playlists::WriteOptions> optionsOf(const PlaylistStyle &style, const std::string &path)
{
    playlists::WriteOptions options;
    if (!style.format.empty()) {
        const auto format = playlists::formatNamed(style.format);
        if (!format) return fail(format.error());
        options.format = *format;
    } else if (const auto format = playlists::formatOf(path)) {
        options.format = *format;
    }
    if (!style.player.empty()) {
        const auto player = playlists::playerNamed(style.player);
        if (!player) return fail(player.error());
        options.player = *player;
    }
    return options;
}

} // namespace

Result<> writePlaylist(const Playlist &playlist, const std::string &path, const PlaylistStyle &style)
{
    const auto options = optionsOf(style, path);
    if (!options) return fail(options.error());
    return playlists::write(path, playlist, *options);
}

Result<std::string> renderPlaylist(const Playlist &playlist, const PlaylistStyle &style)
{
    const auto options = optionsOf(style, {});
    if (!options) return fail(options.error());
    return playlists::render(playlist, *options);
}

} // namespace taraf::answer
