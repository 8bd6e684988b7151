#include "location.h"

#include "entry_text.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace taraf::playlists {
namespace {

bool isAlpha(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }
bool isHex(char c) noexcept { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

bool isFileScheme(std::string_view uri) noexcept
{
    if (schemeEnd(uri) != 4) return false;
    constexpr std::string_view name = "file";
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(uri[i])) != name[i]) return false;
    }
    return true;
}

/// "/a/./b/../c" -> "/a/c"; what lies after a last "." or ".." is a folder.
std::string withoutDots(std::string_view path)
{
    std::vector<std::string_view> kept;
    const bool rooted = path.starts_with('/');
    std::string_view rest = rooted ? path.substr(1) : path;
    while (true) {
        const std::size_t slash = rest.find('/');
        const bool last = slash == std::string_view::npos;
        const std::string_view part = rest.substr(0, slash);
        if (part == "." || part == "..") {
            if (part == ".." && !kept.empty()) kept.pop_back();
            if (last) kept.emplace_back();
        } else {
            kept.push_back(part);
        }
        if (last) break;
        rest.remove_prefix(slash + 1);
    }
    std::string out = rooted ? "/" : "";
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i > 0) out += '/';
        out += kept[i];
    }
    return out;
}

/// The two halves of a URI at the start of its path, and the path without query and fragment.
struct Split {
    std::string_view front; ///< "http://host"
    std::string_view path;
    std::string_view tail;  ///< "?query#fragment"
};

Split split(std::string_view uri) noexcept
{
    const std::size_t colon = schemeEnd(uri);
    std::size_t start = colon == std::string_view::npos ? 0 : colon + 1;
    if (uri.substr(start).starts_with("//")) {
        start = std::min(uri.find_first_of(isFileScheme(uri) ? "/" : "/?#", start + 2), uri.size());
    }
    const std::size_t end = isFileScheme(uri) ? uri.size() : std::min(uri.find_first_of("?#", start), uri.size());
    return {uri.substr(0, start), uri.substr(start, end - start), uri.substr(end)};
}

/// Just past the ']' of "scheme://[2001:db8::1]", 0 where the host is no such literal: brackets may stand nowhere else.
std::size_t literalHostEnd(std::string_view uri) noexcept
{
    const std::size_t colon = schemeEnd(uri);
    if (colon == std::string_view::npos || !uri.substr(colon).starts_with("://[")) return 0;
    const std::size_t end = uri.find(']', colon + 4);
    if (end == std::string_view::npos) return 0;
    const std::string_view inside = uri.substr(colon + 4, end - colon - 4);
    return std::ranges::all_of(inside, [](char c) { return isHex(c) || c == ':' || c == '.'; }) ? end + 1 : 0;
}

} // namespace

std::size_t schemeEnd(std::string_view text) noexcept
{
    if (text.empty() || !isAlpha(text.front())) return std::string_view::npos;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ':') return i == 1 ? std::string_view::npos : i;
        if (!isAlpha(c) && !isDigit(c) && c != '+' && c != '-' && c != '.') break;
    }
    return std::string_view::npos;
}

bool isDrivePath(std::string_view text) noexcept
{
    return text.size() > 2 && isAlpha(text[0]) && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
}

std::string resolved(std::string_view base, std::string_view reference)
{
    if (schemeEnd(reference) != std::string_view::npos || isDrivePath(reference)) return std::string(reference);
    if (base.empty()) {
        // Without a folder an absolute path is still one.
        return reference.starts_with('/') && !reference.starts_with("//") ? "file://" + std::string(reference) : std::string(reference);
    }
    const Split from = split(base);
    if (reference.empty()) return std::string(base);
    if (reference.starts_with("//") && !isFileScheme(base)) {
        const std::size_t colon = schemeEnd(base);
        return std::string(base.substr(0, colon == std::string_view::npos ? 0 : colon + 1)) + std::string(reference);
    }
    const bool local = isFileScheme(base);
    const std::size_t end = local ? reference.size() : std::min(reference.find_first_of("?#"), reference.size());
    const std::string_view path = reference.substr(0, end);
    const std::string_view tail = reference.substr(end);
    std::string whole;
    if (path.empty()) {
        whole = from.path;
    } else if (path.starts_with('/')) {
        whole = withoutDots(path);
    } else {
        const std::size_t slash = from.path.rfind('/');
        std::string merged(slash == std::string_view::npos ? (from.front.empty() ? "" : "/") : from.path.substr(0, slash + 1));
        merged += path;
        whole = withoutDots(merged);
    }
    return std::string(from.front) + whole + std::string(tail);
}

std::string baseUri(std::string_view folder)
{
    if (folder.empty()) return {};
    std::string uri = fileUri(folder);
    if (!uri.ends_with('/')) uri += '/';
    return uri;
}

void setUri(PlaylistEntry &entry, std::string_view base, std::string_view reference)
{
    const std::string whole = resolved(base, reference);
    if (auto path = pathOfUri(whole)) {
        entry.path = std::move(*path);
        entry.uri.clear();
    } else {
        entry.path.clear();
        entry.uri = toText(whole);
    }
}

void setPathOrUri(PlaylistEntry &entry, const std::string &baseFolder, std::string_view text)
{
    if (text.empty()) return;
    const std::size_t colon = schemeEnd(text);
    const bool isUri = colon != std::string_view::npos && (isFileScheme(text) || text.substr(colon).starts_with("://"));
    if (isUri || isDrivePath(text)) {
        setUri(entry, {}, text);
    } else if (text.starts_with('/')) {
        entry.path = text;
    } else if (baseFolder.empty()) {
        entry.uri = percentEncoded(text);
    } else {
        std::string relative(text);
        if (text.find('/') == std::string_view::npos) std::ranges::replace(relative, '\\', '/'); // as players on Windows write it
        if (auto path = absolutePath(baseFolder + "/" + relative)) entry.path = std::move(*path);
    }
}

Result<std::string> relativePath(const std::string &folder, const std::string &path)
{
    auto from = absolutePath(folder);
    if (!from) return fail(std::move(from).error());
    auto to = absolutePath(path);
    if (!to) return fail(std::move(to).error());
    const std::string base = *from == "/" ? "/" : *from + "/";
    std::size_t common = 0; // just past the last '/' that both share
    for (std::size_t i = 0; i < base.size() && i < to->size() && base[i] == (*to)[i]; ++i) {
        if (base[i] == '/') common = i + 1;
    }
    std::string out;
    for (std::size_t i = common; i < base.size(); ++i) {
        if (base[i] == '/') out += "../";
    }
    return out + to->substr(common);
}

std::string safeUri(std::string_view uri)
{
    constexpr std::string_view unsafe = "\"<>\\^`{|}";
    const std::size_t literal = literalHostEnd(uri);
    std::string out;
    bool fragment = false;
    for (std::size_t i = 0; i < uri.size(); ++i) {
        const char c = uri[i];
        const auto byte = static_cast<unsigned char>(c);
        const bool badPercent = c == '%' && !(i + 2 < uri.size() && isHex(uri[i + 1]) && isHex(uri[i + 2]));
        const bool secondFragment = c == '#' && std::exchange(fragment, true);
        const bool bracket = (c == '[' || c == ']') && i >= literal;
        if (byte <= 0x20 || byte >= 0x7F || bracket || unsafe.find(c) != std::string_view::npos || badPercent || secondFragment) {
            out += percentEncoded(uri.substr(i, 1));
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace taraf::playlists
