/// @file What Spotify hands out on request: the extended streaming history, and the account's data.
/// Source: Spotify, "Understanding my data" (support.spotify.com), as of 2026; what a stream is worth after listenbrainz-server's importer.
#include "json.h"
#include "reader.h"
#include "taraf/base/path.h"
#include "text.h"

#include <algorithm>

namespace taraf::listens {
namespace {

constexpr std::int64_t kShortStream = 30'000; ///< ms; what is shorter, and not a whole track, Spotify itself doesn't count
constexpr int kSaved = 10, kFollowed = 5;     ///< ratings; earlier imports by others used these, too

/// Streams are told by their end. Pauses aren't told, so the beginning is the latest it may have been.
UnixTime beginning(UnixTime end, std::int64_t played)
{
    return end - std::chrono::floor<UnixTime>(Milliseconds{played});
}

std::optional<std::int64_t> played(const Object &row, std::string_view key)
{
    const auto milliseconds = numberIn(row, key);
    constexpr std::int64_t kMost = std::int64_t{1} << 40U;
    return milliseconds && *milliseconds < kMost ? milliseconds : std::nullopt;
}

/// offline_timestamp is left alone: it is in milliseconds or in seconds, 0 or null, and of the time when the connection was lost.
void readExtended(Out &out, Json &json, std::string_view text, std::uint64_t number)
{
    const auto row = json.row(text);
    if (!row) return out.reject(number, "no JSON object");
    const auto end = timeIn(textIn(*row, "ts"));
    const auto milliseconds = played(*row, "ms_played");
    Listen listen;
    listen.title = textIn(*row, "master_metadata_track_name");
    listen.artist = textIn(*row, "master_metadata_album_artist_name");
    listen.album = textIn(*row, "master_metadata_album_album_name");
    listen.sourceId = textIn(*row, "spotify_track_uri");
    const bool isSpoken = !textIn(*row, "episode_name").empty() || !textIn(*row, "audiobook_title").empty();
    const bool isDone = textIn(*row, "reason_end") == "trackdone";
    const bool isSkipped = isTrueIn(*row, "skipped");
    if (isTrueIn(*row, "incognito_mode") || (isSpoken && listen.title.empty())) return out.leaveOut();
    if (!end) return out.reject(number, "no time");
    if (!milliseconds) return out.reject(number, "no ms_played");
    if (*milliseconds <= 0) return out.leaveOut(); // nothing was heard
    listen.at = beginning(*end, *milliseconds);
    listen.played = Milliseconds{*milliseconds};
    listen.isSkip = *milliseconds < kShortStream && (isSkipped || !isDone);
    out.listen(listen, number);
}

/// Why a stream ended isn't told here.
void readAccount(Out &out, Json &json, std::string_view text, std::uint64_t number)
{
    const auto row = json.row(text);
    if (!row) return out.reject(number, "no JSON object");
    const auto end = timeIn(textIn(*row, "endTime"));
    const auto milliseconds = played(*row, "msPlayed");
    Listen listen;
    listen.artist = textIn(*row, "artistName");
    listen.title = textIn(*row, "trackName");
    if (!end) return out.reject(number, "no time");
    if (!milliseconds) return out.reject(number, "no msPlayed");
    if (*milliseconds <= 0) return out.leaveOut();
    listen.at = beginning(*end, *milliseconds);
    listen.played = Milliseconds{*milliseconds};
    listen.isSkip = *milliseconds < kShortStream;
    out.listen(listen, number);
}

void readLibrary(Out &out, Json &json, std::string_view key, std::string_view text, std::uint64_t number)
{
    NamedOpinion opinion;
    const bool isBan = key == "bannedTracks" || key == "bannedArtists";
    if (key == "tracks" || key == "bannedTracks") {
        opinion.of = OpinionOf::Track;
    } else if (key == "albums") {
        opinion.of = OpinionOf::Album;
    } else if (key == "artists" || key == "bannedArtists") {
        opinion.of = OpinionOf::Artist;
    } else {
        return out.leaveOut(); // shows, episodes
    }
    const auto row = json.row(text);
    if (!row) return out.reject(number, "no JSON object");
    if (isBan) {
        opinion.opinion.feeling = Feeling::Reject;
    } else {
        opinion.opinion.rating = opinion.of == OpinionOf::Artist ? kFollowed : kSaved;
    }
    if (opinion.of == OpinionOf::Artist) {
        opinion.artist = textIn(*row, "name");
    } else {
        opinion.artist = textIn(*row, "artist");
        opinion.album = textIn(*row, "album");
    }
    if (opinion.of == OpinionOf::Track) {
        opinion.title = textIn(*row, "track");
        opinion.sourceId = textIn(*row, "uri");
    }
    out.opinion(opinion, number);
}

std::string cleanCopy(std::string_view text)
{
    std::string kept;
    return std::string(cleaned(text, kept).substr(0, kLongestName));
}

/// "spotify:local:Artist:Album:Title:Seconds", with '+' for a space.
void readLocal(PlaylistEntry &entry, std::string_view uri)
{
    std::array<std::string, 5> parts;
    constexpr std::string_view scheme = "spotify:local:";
    if (!uri.starts_with(scheme)) return;
    uri.remove_prefix(scheme.size());
    for (std::string &part : parts) {
        part = uri.substr(0, uri.find(':'));
        uri.remove_prefix(std::min(part.size() + 1, uri.size()));
        std::ranges::replace(part, '+', ' ');
        part = percentDecoded(part);
    }
    entry.artist = cleanCopy(parts[0]);
    entry.album = cleanCopy(parts[1]);
    entry.title = cleanCopy(parts[2]);
    entry.duration = ofSeconds(wholeNumber(parts[3]).value_or(0));
}

void readPlaylist(Out &out, Json &json, std::string_view text, std::uint64_t number)
{
    const auto row = json.row(text);
    if (!row) return out.reject(number, "no JSON object");
    NamedPlaylist playlist;
    playlist.name = textIn(*row, "name");
    playlist.description = textIn(*row, "description");
    const auto items = arrayIn(*row, "items");
    if (!items) return out.reject(number, "no items");
    for (const auto item : *items) {
        Object object;
        if (item.get(object) != simdjson::SUCCESS) continue;
        PlaylistEntry entry;
        if (const auto track = objectIn(object, "track")) {
            entry.title = cleanCopy(textIn(*track, "trackName"));
            entry.artist = cleanCopy(textIn(*track, "artistName"));
            entry.album = cleanCopy(textIn(*track, "albumName"));
            entry.uri = cleanCopy(textIn(*track, "trackUri"));
        } else if (const auto local = objectIn(object, "localTrack")) {
            entry.uri = cleanCopy(textIn(*local, "uri"));
            readLocal(entry, entry.uri);
        }
        if (!entry.title.empty()) playlist.entries.push_back(std::move(entry)); // an episode has none
    }
    out.playlist(playlist, number);
}

/// Takes nothing.
class Left : public Reader
{
public:
    void take(std::string_view) override {}
    void end() override {}
};

template<void Read(Out &, Json &, std::string_view, std::uint64_t)> std::unique_ptr<Reader> elements(Out &out, std::size_t longest = kLongestRow)
{
    return std::make_unique<Elements>(
        out, [&out, json = std::make_shared<Json>()](std::string_view, std::string_view text, std::uint64_t number) { Read(out, *json, text, number); }, longest);
}

} // namespace

std::unique_ptr<Reader> spotify(Out &out, Kind kind, std::string_view name)
{
    switch (kind) {
    case Kind::SpotifyAccount: return elements<readAccount>(out);
    case Kind::SpotifyPlaylists: return elements<readPlaylist>(out, kLongestPlaylist);
    case Kind::SpotifyLibrary:
        return std::make_unique<Elements>(out, [&out, json = std::make_shared<Json>()](std::string_view key, std::string_view text, std::uint64_t number) {
            readLibrary(out, *json, key, text, number);
        });
    case Kind::SpotifyOthers:
        out.note(displayText(fileName(name)) + " is of videos, podcasts or books; it is left out");
        return std::make_unique<Left>();
    default: return elements<readExtended>(out);
    }
}

} // namespace taraf::listens
