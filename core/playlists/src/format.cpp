#include "taraf/playlists/format.h"

#include "taraf/base/path.h"

#include <array>
#include <string>
#include <utility>

namespace taraf::playlists {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 6> kFormats{{{"m3u8", Format::M3u8},
                                                                       {"m3u", Format::M3u8},
                                                                       {"xspf", Format::Xspf},
                                                                       {"pls", Format::Pls},
                                                                       {"json", Format::Json},
                                                                       {"jspf", Format::Json}}};

bool sameIgnoringCase(std::string_view text, std::string_view lower) noexcept
{
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

std::optional<Format> find(std::string_view name) noexcept
{
    for (const auto &[known, format] : kFormats) {
        if (sameIgnoringCase(name, known)) return format;
    }
    return std::nullopt;
}

} // namespace

std::string_view name(Format format) noexcept
{
    switch (format) {
    case Format::M3u8: return "m3u8";
    case Format::Xspf: return "xspf";
    case Format::Pls: return "pls";
    case Format::Json: return "json";
    }
    return "m3u8";
}

std::string_view name(Player player) noexcept
{
    switch (player) {
    case Player::Any: return "any";
    case Player::Strawberry: return "strawberry";
    case Player::Clementine: return "clementine";
    case Player::Audacious: return "audacious";
    case Player::Fooyin: return "fooyin";
    case Player::Vlc: return "vlc";
    }
    return "any";
}

std::optional<Format> formatOf(std::string_view path) noexcept
{
    const std::string_view file = fileName(path);
    const std::size_t dot = file.rfind('.');
    return dot == std::string_view::npos ? std::nullopt : find(file.substr(dot + 1));
}

Result<Format> formatNamed(std::string_view name)
{
    if (const auto format = find(name)) return *format;
    return fail(ErrorCode::InvalidArgument, displayText(name) + " is no playlist format; use m3u8, xspf, pls or json");
}

Result<Player> playerNamed(std::string_view name)
{
    for (const Player player : {Player::Any, Player::Strawberry, Player::Clementine, Player::Audacious, Player::Fooyin, Player::Vlc}) {
        if (sameIgnoringCase(name, playlists::name(player))) return player;
    }
    return fail(ErrorCode::InvalidArgument, displayText(name) + " is no known player; use strawberry, clementine, audacious, fooyin, vlc or any");
}

Format bestFormat(Player player) noexcept
{
    // Strawberry takes an m3u's words for truer than its own collection's, an xspf's only for files it does not know.
    return player == Player::Strawberry ? Format::Xspf : Format::M3u8;
}

} // namespace taraf::playlists
