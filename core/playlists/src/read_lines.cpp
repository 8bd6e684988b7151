#include "entry_text.h"
#include "location.h"
#include "readers.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

namespace taraf::playlists {
namespace {

/// Ends at "\n", "\r\n" or "\r".
class Lines
{
public:
    explicit Lines(std::string_view bytes) noexcept : m_rest(bytes) {}

    /// The next line without its end; nothing after the last one.
    std::optional<std::string_view> next() noexcept
    {
        if (m_rest.empty()) return std::nullopt;
        ++m_number;
        const std::size_t end = m_rest.find_first_of("\r\n");
        const std::string_view line = m_rest.substr(0, end);
        if (end == std::string_view::npos) {
            m_rest = {};
        } else {
            m_rest.remove_prefix(m_rest.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
        }
        return line;
    }

    [[nodiscard]] std::size_t number() const noexcept { return m_number; }

private:
    std::string_view m_rest;
    std::size_t m_number = 0;
};

bool startsIgnoringCase(std::string_view text, std::string_view lower) noexcept
{
    return text.size() >= lower.size()
        && std::ranges::equal(text.substr(0, lower.size()), lower, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

/// What no line may have: too many bytes, or a NUL.
Result<> checkLine(std::string_view line, std::size_t number)
{
    if (line.size() > kLongestLine) {
        return failAt(ErrorCode::Unsupported, number, "longer than " + std::to_string(kLongestLine) + " bytes; this is no playlist");
    }
    if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos) {
        return failAt(ErrorCode::Corrupt, number, nul + 1, "a NUL byte; this is no playlist, or it was damaged");
    }
    return {};
}

Milliseconds fromSeconds(double seconds)
{
    constexpr double most = 7.0 * 24 * 3600;
    if (!(seconds > 0) || seconds > most) return Milliseconds{0};
    return Milliseconds{std::llround(seconds * 1000.0)};
}

/// Seconds at the start of a text, -1 where there are none.
double secondsIn(std::string_view text) noexcept
{
    double seconds = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return error == std::errc() && std::isfinite(seconds) ? seconds : -1;
}

bool isWholeNumber(std::string_view text) noexcept
{
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Where the words begin: after the first comma outside quotes, since attributes may stand before it (tvg-name="a, b").
std::size_t commaIn(std::string_view text) noexcept
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == ',' && !quoted) return i;
    }
    return text.find(',');
}

/// "123,Artist - Title", which begins in that column.
Result<> readExtInf(PlaylistEntry &entry, std::string_view text, std::size_t number, std::size_t column, Strictness strictness)
{
    const std::size_t comma = commaIn(text);
    const std::string_view length = trimmed(text.substr(0, comma));
    if (strictness == Strictness::Strict && (comma == std::string_view::npos || !isWholeNumber(length))) {
        return failAt(ErrorCode::Corrupt, number, column, "#EXTINF needs whole seconds and a comma, like #EXTINF:123,Artist - Title");
    }
    entry.duration = fromSeconds(secondsIn(length));
    if (comma != std::string_view::npos) setArtistAndTitle(entry, text.substr(comma + 1));
    return {};
}

} // namespace

Result<Playlist> readM3u(std::string_view bytes, const std::string &baseFolder, Strictness strictness)
{
    if (strictness == Strictness::Strict && !isUtf8(bytes)) {
        Lines lines(bytes);
        while (const auto line = lines.next()) {
            const std::string shown = displayText(*line);
            const auto column = static_cast<std::size_t>(std::ranges::mismatch(*line, shown).in1 - line->begin()) + 1;
            if (shown != *line) return failAt(ErrorCode::Corrupt, lines.number(), column, "bytes that are not UTF-8; write the path as a file:// URI");
        }
    }
    Playlist out;
    PlaylistEntry entry;
    Lines lines(bytes);
    while (const auto whole = lines.next()) {
        if (auto checked = checkLine(*whole, lines.number()); !checked) return fail(std::move(checked).error());
        const std::string_view line = trimmed(*whole);
        if (line.empty()) continue;
        const auto after = [&](std::string_view tag) { return line.substr(tag.size()); };
        const auto columnOf = [&](std::string_view part) { return static_cast<std::size_t>(part.data() - whole->data()) + 1; };
        if (line.starts_with('#')) {
            if (startsIgnoringCase(line, "#extinf:")) {
                if (auto taken = readExtInf(entry, after("#extinf:"), lines.number(), columnOf(after("#extinf:")), strictness); !taken) return fail(std::move(taken).error());
            } else if (startsIgnoringCase(line, "#playlist:")) {
                out.title = cleaned(toText(trimmed(after("#playlist:"))));
            } else if (startsIgnoringCase(line, "#extalb:")) {
                entry.album = cleaned(toText(trimmed(after("#extalb:"))));
            } else if (startsIgnoringCase(line, "#extart:") && entry.artist.empty()) {
                entry.artist = cleaned(toText(trimmed(after("#extart:"))));
            } else if (startsIgnoringCase(line, "#ext-x-targetduration") || startsIgnoringCase(line, "#ext-x-stream-inf")) {
                return failAt(ErrorCode::Unsupported, lines.number(), "a stream's segments (HLS), not a list of tracks; open it in a player");
            }
            continue;
        }
        if (out.entries.size() >= kMostEntries) return failTooMany(lines.number());
        setPathOrUri(entry, baseFolder, line);
        out.entries.push_back(std::exchange(entry, {}));
    }
    return out;
}

Result<Playlist> readPls(std::string_view bytes, const std::string &baseFolder, Strictness strictness)
{
    const bool strict = strictness == Strictness::Strict;
    struct Numbered {
        PlaylistEntry entry;
        std::size_t line = 0; ///< that names it first
        bool hasFile = false;
    };
    Playlist out;
    std::map<std::uint64_t, Numbered> entries;
    std::optional<std::uint64_t> promised;
    std::size_t promisedIn = 0;
    bool inPlaylist = false;
    Lines lines(bytes);
    while (const auto whole = lines.next()) {
        if (auto checked = checkLine(*whole, lines.number()); !checked) return fail(std::move(checked).error());
        const std::string_view line = trimmed(*whole);
        if (line.empty() || line.starts_with(';') || line.starts_with('#')) continue;
        if (line.starts_with('[') && line.ends_with(']')) {
            inPlaylist = startsIgnoringCase(line, "[playlist]");
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || !inPlaylist) {
            if (strict) return failAt(ErrorCode::Corrupt, lines.number(), "a line outside [playlist] or without '='; remove it");
            if (equals == std::string_view::npos) continue;
        }
        const std::string_view key = trimmed(line.substr(0, equals));
        const std::string_view value = trimmed(line.substr(equals + 1));
        const auto numbered = [&](std::string_view name) -> std::optional<std::uint64_t> {
            if (!startsIgnoringCase(key, name)) return std::nullopt;
            std::uint64_t number = 0;
            const char *last = key.data() + key.size();
            const auto [end, error] = std::from_chars(key.data() + name.size(), last, number);
            if (error != std::errc() || end != last) return std::nullopt;
            if (Numbered &at = entries[number]; at.line == 0) at.line = lines.number();
            return number;
        };
        if (const auto file = numbered("file")) {
            Numbered &at = entries[*file];
            if (strict && at.hasFile) return failAt(ErrorCode::Corrupt, lines.number(), "File" + std::to_string(*file) + " comes twice; remove one");
            if (value.empty()) continue;
            setPathOrUri(at.entry, baseFolder, value);
            at.hasFile = true;
        } else if (const auto title = numbered("title")) {
            setArtistAndTitle(entries[*title].entry, value);
        } else if (const auto length = numbered("length")) {
            entries[*length].entry.duration = fromSeconds(secondsIn(value));
        } else if (startsIgnoringCase(key, "x-gnome-title")) {
            out.title = cleaned(toText(value));
        } else if (startsIgnoringCase(key, "numberofentries")) {
            std::uint64_t number = 0;
            if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc()) promised = number;
            promisedIn = lines.number();
        }
        if (entries.size() > kMostEntries) return failTooMany(lines.number());
    }
    for (auto &[number, at] : entries) {
        if (at.hasFile) {
            out.entries.push_back(std::move(at.entry));
        } else if (strict) {
            return failAt(ErrorCode::Corrupt, at.line, "there is no File" + std::to_string(number) + "; add it or remove what describes it");
        }
    }
    if (strict && promised != out.entries.size()) {
        return failAt(ErrorCode::Corrupt, std::max<std::size_t>(promisedIn, 1), "NumberOfEntries must be " + std::to_string(out.entries.size()));
    }
    return out;
}

} // namespace taraf::playlists
