#include "reader.h"
#include "text.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <utility>

namespace taraf::listens {
namespace {

constexpr std::array<std::pair<Format, std::string_view>, 2> kNames{{{Format::LastFm1K, "lastfm-1k"}, {Format::LastFm360K, "lastfm-360k"}}};

} // namespace

std::string_view name(Format format) noexcept
{
    const auto *found = std::ranges::find(kNames, format, &std::pair<Format, std::string_view>::first);
    return found == kNames.end() ? std::string_view() : found->second;
}

std::optional<Format> formatOf(std::string_view name) noexcept
{
    const auto *found = std::ranges::find(kNames, name, &std::pair<Format, std::string_view>::second);
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

const std::vector<Format> &formats()
{
    static const std::vector<Format> all = [] {
        std::vector<Format> out;
        for (const auto &[format, name] : kNames) out.push_back(format);
        return out;
    }();
    return all;
}

Format formatOf(Kind kind) noexcept
{
    switch (kind) {
    case Kind::ListenBrainzListens:
    case Kind::ListenBrainzArray:
    case Kind::ListenBrainzFeedback:
    case Kind::ListenBrainzUser: return Format::ListenBrainz;
    case Kind::SpotifyExtended:
    case Kind::SpotifyOthers: return Format::SpotifyExtended;
    case Kind::SpotifyAccount:
    case Kind::SpotifyLibrary:
    case Kind::SpotifyPlaylists: return Format::SpotifyAccount;
    case Kind::LastFm1K: return Format::LastFm1K;
    case Kind::LastFm360K: return Format::LastFm360K;
    case Kind::LastFmCsv: return Format::LastFmCsv;
    case Kind::Rockbox: return Format::Rockbox;
    case Kind::Maloja: return Format::Maloja;
    }
    return Format::ListenBrainz;
}

namespace {

/// A whole line among the first, by which a list of listens is known.
std::optional<Kind> tabbed(std::string_view head)
{
    for (int looked = 0; looked < 20 && !head.empty(); ++looked) {
        const std::string_view line = head.substr(0, head.find('\n'));
        head.remove_prefix(std::min(line.size() + 1, head.size()));
        const auto tabs = std::ranges::count(line, '\t');
        const std::size_t first = line.find('\t');
        if (tabs == 5 && timeIn(line.substr(first + 1, line.find('\t', first + 1) - first - 1))) return Kind::LastFm1K;
        if (tabs == 3 && first == 40 && wholeNumber(trimmed(line.substr(line.rfind('\t') + 1)))) return Kind::LastFm360K;
    }
    return std::nullopt;
}

std::optional<Kind> guess(std::string_view name, std::string_view head)
{
    if (name.starts_with("._")) return std::nullopt; // what macOS puts beside a file
    if (name == kLastFm1KName) return Kind::LastFm1K;
    return tabbed(head);
}

/// What a file of this format is, where it does not show.
Kind believed(Format format)
{
    return format == Format::LastFm360K ? Kind::LastFm360K : Kind::LastFm1K;
}

} // namespace

std::optional<Kind> kindOf(std::string_view name, std::string_view head, std::optional<Format> format, bool isInArchive)
{
    const auto kind = guess(fileName(name), head);
    if (!format || (kind && formatOf(*kind) == *format)) return kind;
    return isInArchive ? std::nullopt : std::optional(believed(*format));
}

std::unique_ptr<Reader> makeReader(Kind kind, Out &out, std::string_view)
{
    switch (kind) {
    case Kind::LastFm360K: return lastFm360K(out);
    default: return lastFm1K(out);
    }
}

} // namespace taraf::listens
