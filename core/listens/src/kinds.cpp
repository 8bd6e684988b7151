#include "csv.h"
#include "reader.h"
#include "text.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <utility>

namespace taraf::listens {
namespace {

constexpr std::size_t kLooked = 64 * 1024; ///< bytes of a file that tell what it is

constexpr std::array<std::pair<Format, std::string_view>, 10> kNames{{{Format::ListenBrainz, "listenbrainz"},
                                                                      {Format::SpotifyExtended, "spotify"},
                                                                      {Format::SpotifyAccount, "spotify-account"},
                                                                      {Format::LastFm1K, "lastfm-1k"},
                                                                      {Format::LastFm360K, "lastfm-360k"},
                                                                      {Format::LastFmCsv, "lastfm-csv"},
                                                                      {Format::Rockbox, "rockbox"},
                                                                      {Format::Maloja, "maloja"},
                                                                      {Format::Strawberry, "strawberry"},
                                                                      {Format::Clementine, "clementine"}}};

bool isJson(std::string_view head) noexcept { return head.starts_with('{') || head.starts_with('['); }

std::optional<Kind> inJson(std::string_view name, std::string_view head)
{
    const auto has = [head](std::string_view key) { return head.contains("\"" + std::string(key) + "\""); };
    if (name == "user.json") return has("username") ? std::optional(Kind::ListenBrainzUser) : std::nullopt;
    if (name == "pinned_recording.jsonl") return std::nullopt;
    if (has("track_metadata")) return head.starts_with('[') || has("payload") ? Kind::ListenBrainzArray : Kind::ListenBrainzListens;
    if (has("score") && has("recording_msid")) return Kind::ListenBrainzFeedback;
    if (has("ms_played")) return name.contains("_Video_") ? Kind::SpotifyOthers : Kind::SpotifyExtended;
    if (has("msPlayed")) return has("trackName") ? Kind::SpotifyAccount : Kind::SpotifyOthers;
    if (name.starts_with("YourLibrary") || has("bannedTracks")) return Kind::SpotifyLibrary;
    if (has("playlists") && has("items")) return Kind::SpotifyPlaylists;
    if (has("scrobbles")) return Kind::Maloja;
    return std::nullopt;
}

/// By one whole line among the first.
std::optional<Kind> inLines(std::string_view head)
{
    if (head.starts_with("#AUDIOSCROBBLER/")) return Kind::Rockbox;
    bool isFirst = true;
    for (int looked = 0; looked < 20 && !head.empty(); ++looked) {
        std::string_view line = head.substr(0, head.find('\n'));
        head.remove_prefix(std::min(line.size() + 1, head.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        const auto tabs = std::ranges::count(line, '\t');
        const std::size_t first = line.find('\t');
        if (tabs == 5 && timeIn(line.substr(first + 1, line.find('\t', first + 1) - first - 1))) return Kind::LastFm1K;
        if (tabs == 3 && first == 40 && wholeNumber(trimmed(line.substr(line.rfind('\t') + 1)))) return Kind::LastFm360K;
        if (line.empty() || isCsvComment(line)) continue;
        if (std::exchange(isFirst, false) && layoutOf(line)) return Kind::LastFmCsv;
    }
    return std::nullopt;
}

std::string_view looked(std::string_view head) noexcept
{
    head = head.substr(0, kLooked);
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    while (!head.empty() && (head.front() == ' ' || head.front() == '\n' || head.front() == '\r')) head.remove_prefix(1);
    return head;
}

std::optional<Kind> guess(std::string_view path, std::string_view head)
{
    const std::string_view name = fileName(path);
    if (name.starts_with("._") || path.contains("__MACOSX/")) return std::nullopt; // what macOS puts beside a file
    if (name == kLastFm1KName) return Kind::LastFm1K;
    return isJson(head) ? inJson(name, head) : inLines(head);
}

/// What a file of this format is, where it does not show.
std::optional<Kind> believed(Format format, std::string_view head)
{
    switch (format) {
    case Format::ListenBrainz: return head.starts_with('[') ? Kind::ListenBrainzArray : Kind::ListenBrainzListens;
    case Format::SpotifyExtended: return Kind::SpotifyExtended;
    case Format::SpotifyAccount: return Kind::SpotifyAccount;
    case Format::LastFm1K: return Kind::LastFm1K;
    case Format::LastFm360K: return Kind::LastFm360K;
    case Format::LastFmCsv: return Kind::LastFmCsv;
    case Format::Rockbox: return Kind::Rockbox;
    case Format::Maloja: return Kind::Maloja;
    case Format::Strawberry:
    case Format::Clementine: break;
    }
    return std::nullopt;
}

} // namespace

std::string_view name(Format format) noexcept { return std::ranges::find(kNames, format, &std::pair<Format, std::string_view>::first)->second; }

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

std::optional<Kind> kindOf(std::string_view name, std::string_view head, std::optional<Format> format, bool isInArchive)
{
    head = looked(head);
    const auto kind = guess(name, head);
    if (!format || (kind && formatOf(*kind) == *format)) return kind;
    return isInArchive ? std::nullopt : believed(*format, head);
}

std::unique_ptr<Reader> makeReader(Kind kind, Out &out, std::string_view name)
{
    switch (kind) {
    case Kind::ListenBrainzListens:
    case Kind::ListenBrainzArray:
    case Kind::ListenBrainzFeedback:
    case Kind::ListenBrainzUser: return listenBrainz(out, kind, name);
    case Kind::SpotifyExtended:
    case Kind::SpotifyAccount:
    case Kind::SpotifyLibrary:
    case Kind::SpotifyPlaylists:
    case Kind::SpotifyOthers: return spotify(out, kind, name);
    case Kind::LastFm1K: return lastFm1K(out);
    case Kind::LastFm360K: return lastFm360K(out);
    case Kind::LastFmCsv: return lastFmCsv(out);
    case Kind::Rockbox: return rockbox(out);
    case Kind::Maloja: return maloja(out);
    }
    return nullptr;
}

} // namespace taraf::listens
