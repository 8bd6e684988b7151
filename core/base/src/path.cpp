#include "taraf/base/path.h"

#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <unistd.h>
#include <vector>

namespace taraf {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool isPlain(unsigned char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'
        || c == '~' || c == '/';
}

std::optional<int> hexDigit(char c) noexcept
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

/// Length of the well-formed UTF-8 sequence at the start of text, 0 if there is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text) noexcept
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0 || text.size() < length) return 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at(1) < low || at(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (at(i) < 0x80 || at(i) > 0xBF) return 0;
    }
    return length;
}

} // namespace

std::string percentEncoded(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 4);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (isPlain(byte)) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto high = hexDigit(text[i + 1]);
            const auto low = hexDigit(text[i + 2]);
            if (high && low) {
                out += static_cast<char>(*high * 16 + *low);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

std::string fileUri(std::string_view absolutePath) { return "file://" + percentEncoded(absolutePath); }

Result<std::string> pathOfUri(std::string_view uri)
{
    constexpr std::string_view scheme = "file:";
    const auto startsWithIgnoringCase = [](std::string_view text, std::string_view start) {
        if (text.size() < start.size()) return false;
        for (std::size_t i = 0; i < start.size(); ++i) {
            if (std::tolower(static_cast<unsigned char>(text[i])) != start[i]) return false;
        }
        return true;
    };
    const auto refuse = [&](std::string_view why) {
        return fail(ErrorCode::InvalidArgument, displayText(uri) + " is not a local file: " + std::string(why));
    };
    if (!startsWithIgnoringCase(uri, scheme)) return refuse("its scheme is not file");
    std::string_view rest = uri.substr(scheme.size());
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        const std::size_t slash = rest.find('/');
        if (slash == std::string_view::npos) return refuse("it has no path");
        const std::string_view host = rest.substr(0, slash);
        if (!host.empty() && !(host.size() == 9 && startsWithIgnoringCase(host, "localhost"))) return refuse("it is on another host");
        rest.remove_prefix(slash);
    }
    if (!rest.starts_with('/')) return refuse("its path is not absolute");
    std::string path = percentDecoded(rest);
    if (path.find('\0') != std::string::npos) return refuse("its path has a NUL in it");
    return path;
}

bool isUtf8(std::string_view bytes) noexcept
{
    while (!bytes.empty()) {
        const std::size_t length = sequenceLength(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string displayText(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = sequenceLength(bytes);
        if (length == 0) {
            out += kReplacement;
            bytes.remove_prefix(1);
        } else {
            out += bytes.substr(0, length);
            bytes.remove_prefix(length);
        }
    }
    return out;
}

Result<std::string> absolutePath(std::string_view path)
{
    std::string whole;
    if (!path.starts_with('/')) {
        std::array<char, 8192> here{};
        if (::getcwd(here.data(), here.size()) == nullptr) {
            return fail(ErrorCode::Io, "the working directory can't be read; change to one that exists");
        }
        whole = here.data();
        whole += '/';
    }
    whole += path;

    std::vector<std::string_view> parts;
    std::string_view rest = whole;
    while (!rest.empty()) {
        const std::size_t slash = std::min(rest.find('/'), rest.size());
        const std::string_view part = rest.substr(0, slash);
        rest.remove_prefix(std::min(slash + 1, rest.size()));
        if (part.empty() || part == ".") continue;
        if (part == "..") {
            if (!parts.empty()) parts.pop_back();
        } else {
            parts.push_back(part);
        }
    }
    std::string out;
    for (const std::string_view part : parts) {
        out += '/';
        out += part;
    }
    return out.empty() ? std::string("/") : out;
}

std::string_view fileName(std::string_view path) noexcept
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parentPath(std::string_view path) noexcept
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return {};
    return path.substr(0, slash == 0 ? 1 : slash);
}

} // namespace taraf
