#include "taraf/answer/playlist_file.h"

#include "taraf/base/path.h"
#include "taraf/playlists/read.h"
#include "taraf/playlists/write.h"

namespace taraf::answer {
namespace {

Result<playlists::WriteOptions> optionsOf(const PlaylistStyle &style, const std::string &path)
{
    playlists::WriteOptions options;
    if (!style.player.empty()) {
        const auto player = playlists::playerNamed(style.player);
        if (!player) return fail(player.error());
        options.player = *player;
    }
    options.format = playlists::bestFormat(options.player);
    if (!style.format.empty()) {
        const auto format = playlists::formatNamed(style.format);
        if (!format) return fail(format.error());
        options.format = *format;
    } else if (const auto format = playlists::formatOf(path)) {
        options.format = *format;
    }
    if (style.isRelative) {
        if (path.empty()) return fail(ErrorCode::InvalidArgument, "paths relative to what? Name the file to write");
        auto whole = absolutePath(path);
        if (!whole) return fail(std::move(whole).error());
        options.relativeTo = std::string(parentPath(*whole));
    }
    return options;
}

} // namespace

Result<std::string> extensionOf(const PlaylistStyle &style)
{
    const auto options = optionsOf({.format = style.format, .player = style.player}, {});
    if (!options) return fail(options.error());
    return std::string(playlists::name(options->format));
}

std::string fileNameOf(const std::string &title)
{
    constexpr std::string_view refused = "/\\:*?\"<>|";
    constexpr std::size_t longest = 120;
    std::string out;
    for (const char c : displayText(title)) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) continue;
        out += refused.contains(c) ? '-' : c;
    }
    while (out.size() > longest || (!out.empty() && !isUtf8(out))) out.pop_back();
    while (!out.empty() && (out.front() == '.' || out.front() == ' ')) out.erase(0, 1);
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
    return out.empty() ? "Playlist" : out;
}

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

Result<PlaylistFile> readPlaylist(const std::string &path, Reading reading)
{
    playlists::Format format{};
    auto playlist = playlists::read(path, reading == Reading::Strict ? playlists::Strictness::Strict : playlists::Strictness::Lenient, &format);
    if (!playlist) return fail(std::move(playlist).error());
    return PlaylistFile{.playlist = *std::move(playlist), .format = std::string(playlists::name(format))};
}

} // namespace taraf::answer
