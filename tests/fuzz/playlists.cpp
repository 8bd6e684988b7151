/// @file Playlists of strangers: read in both strictnesses, written in every format, read back.

#include "must.h"
#include "taraf/base/path.h"
#include "taraf/playlists/read.h"
#include "taraf/playlists/write.h"

#include <algorithm>
#include <array>

namespace taraf::playlists {
namespace {

using fuzz::must;

constexpr std::array kFormats{Format::M3u8, Format::Xspf, Format::Pls, Format::Json};
const std::string kFolder = "/music/a #folder?/100%";

bool inLines(Format format) { return format == Format::M3u8 || format == Format::Pls; }

/// Can a list of this format say where the entry is? Only paths and absolute URIs are the same wherever the list lies, and lines take a URI
/// without "//" for a file's name.
bool isCarried(const PlaylistEntry &entry, Format format)
{
    if (!entry.path.empty()) return true;
    const std::size_t colon = entry.uri.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (colon == std::string::npos || colon < 2 || entry.uri[colon] != ':') return false;
    return !inLines(format) || std::string_view(entry.uri).substr(colon).starts_with("://");
}

void isSound(const Playlist &list)
{
    must(isUtf8(list.title), "a title is UTF-8");
    for (const PlaylistEntry &entry : list.entries) {
        must(entry.path.empty() || (entry.path.starts_with('/') && !entry.path.contains('\0')), "a path is absolute, without NUL");
        must(isUtf8(entry.artist) && isUtf8(entry.title) && isUtf8(entry.album) && isUtf8(entry.uri), "an entry's text is UTF-8");
        must(entry.track >= 0 && entry.duration.count() >= 0, "numbers are none or positive");
    }
}

Playlist writtenAndRead(const Playlist &list, const WriteOptions &options)
{
    const auto bytes = render(list, options);
    must(bytes.has_value(), "what was read can be written");
    must(isUtf8(*bytes), "what is written is UTF-8");
    must(detect(*bytes) == options.format, "what is written is recognised");
    auto back = parse(*bytes, options.format, kFolder, Strictness::Strict);
    must(back.has_value(), back ? "" : back.error().message.c_str());
    isSound(*back);
    return std::move(*back);
}

/// Written relative, a path has its dots resolved by name.
bool isSameFile(const PlaylistEntry &a, const PlaylistEntry &b, const WriteOptions &options)
{
    return a.path == b.path || (options.relativeTo && !a.path.empty() && !b.path.empty() && absolutePath(a.path) == absolutePath(b.path));
}

bool hasSameWords(const PlaylistEntry &a, const PlaylistEntry &b)
{
    return a.artist == b.artist && a.title == b.title && a.album == b.album && a.track == b.track && a.duration == b.duration;
}

/// All that a format carries of a list comes back, and nothing else.
void comesBack(const Playlist &list, const WriteOptions &options)
{
    Playlist carried{list.title, {}};
    std::ranges::copy_if(list.entries, std::back_inserter(carried.entries), [&](const auto &entry) { return isCarried(entry, options.format); });
    const Playlist back = writtenAndRead(carried, options);
    must(back.entries.size() == carried.entries.size(), "every entry comes back");
    for (std::size_t i = 0; i < back.entries.size(); ++i) {
        must(isSameFile(back.entries[i], carried.entries[i], options), "a path comes back");
        must(inLines(options.format) || hasSameWords(back.entries[i], carried.entries[i]), "what is said of an entry comes back");
    }
    must(writtenAndRead(back, options) == back, "written a second time, a list comes back whole");
}

} // namespace
} // namespace taraf::playlists

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace taraf::playlists;
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const Format format = detect(bytes);
    const auto strict = parse(bytes, format, kFolder, Strictness::Strict);
    const auto list = parse(bytes, format, kFolder, Strictness::Lenient);
    if (strict) isSound(*strict);
    must(!strict || list, "what is read strictly is read leniently");
    (void)parse(bytes, format, {});
    if (!list) {
        must(taraf::isUtf8(list.error().message), "a refusal is UTF-8");
        return 0;
    }
    isSound(*list);
    for (const Format other : kFormats) {
        comesBack(*list, {.format = other, .player = Player::Any, .relativeTo = std::nullopt});
        comesBack(*list, {.format = other, .player = Player::Strawberry, .relativeTo = kFolder});
        comesBack(*list, {.format = other, .player = Player::Fooyin, .relativeTo = std::nullopt});
        comesBack(*list, {.format = other, .player = Player::Vlc, .relativeTo = kFolder});
    }
    return 0;
}
