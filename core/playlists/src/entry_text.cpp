#include "entry_text.h"

#include "taraf/base/path.h"

namespace taraf::playlists {
namespace {

constexpr std::string_view kBetween = " - ";

/// Length of a forbidden character at the start of valid UTF-8, 0 if it is a good one.
std::size_t forbiddenLength(std::string_view text) noexcept
{
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x20 || first == 0x7F) return 1;
    if (first == 0xC2 && text.size() > 1) {
        const auto second = static_cast<unsigned char>(text[1]);
        if (second >= 0x80 && second <= 0x9F) return 2;
    }
    for (const std::string_view whole : {"\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF", "\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        if (text.starts_with(whole)) return whole.size();
    }
    return 0;
}

} // namespace

std::string cleaned(std::string_view bytes)
{
    const std::string text = displayText(bytes);
    std::string out;
    out.reserve(text.size());
    std::string_view rest = text;
    bool gap = false;
    while (!rest.empty()) {
        if (const std::size_t length = forbiddenLength(rest); length > 0) {
            gap = true;
            rest.remove_prefix(length);
            continue;
        }
        if (gap && !out.empty() && out.back() != ' ' && rest.front() != ' ') out += ' ';
        gap = false;
        out += rest.front();
        rest.remove_prefix(1);
    }
    return out;
}

std::string toText(std::string_view bytes)
{
    if (isUtf8(bytes)) return std::string(bytes);
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 4);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out += c;
        } else {
            out += static_cast<char>(0xC0U | (byte >> 6U));
            out += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return out;
}

std::string_view trimmed(std::string_view text) noexcept
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string artistAndTitle(const PlaylistEntry &entry)
{
    const std::string artist = cleaned(entry.artist);
    std::string title = cleaned(entry.title);
    if (title.empty()) return {};
    if (artist.empty()) return title.find(kBetween) == std::string::npos ? title : std::string();
    std::string both = artist;
    both += kBetween;
    both += title;
    const bool partsThere = both.find(kBetween) == artist.size() && both.rfind(kBetween) == artist.size();
    return partsThere ? both : std::string();
}

void setArtistAndTitle(PlaylistEntry &entry, std::string_view text)
{
    const std::string whole = cleaned(toText(trimmed(text)));
    const std::size_t between = whole.find(kBetween);
    if (between == std::string::npos) {
        entry.title = whole;
    } else {
        entry.artist = whole.substr(0, between);
        entry.title = whole.substr(between + kBetween.size());
    }
}

} // namespace taraf::playlists
