#include "taraf/playlists/write.h"

#include "entry_text.h"
#include "location.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "write_xspf.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <algorithm>
#include <vector>

namespace taraf::playlists {
namespace {

/// An entry's place, ready to be spelled.
struct Place {
    std::string path;     ///< absolute, bytes; empty: no local file
    std::string relative; ///< plain, where asked for
    std::string uri;      ///< encoded; empty: there is nothing to write
};

Result<Place> placeOf(const PlaylistEntry &entry, const WriteOptions &options)
{
    Place place;
    place.path = entry.path;
    if (place.path.empty()) {
        if (auto path = pathOfUri(entry.uri)) {
            place.path = std::move(*path);
        } else {
            place.uri = safeUri(entry.uri);
            return place;
        }
    }
    if (!place.path.starts_with('/')) {
        return fail(ErrorCode::InvalidArgument, displayText(place.path) + " is not an absolute path; give the whole path");
    }
    if (place.path.find('\0') != std::string::npos) {
        return fail(ErrorCode::InvalidArgument, displayText(place.path.substr(0, place.path.find('\0'))) + " has a NUL in its path; leave it out");
    }
    place.uri = fileUri(place.path);
    if (options.relativeTo) {
        auto relative = relativePath(*options.relativeTo, place.path);
        if (!relative) return fail(std::move(relative).error());
        place.relative = std::move(*relative);
    }
    return place;
}

/// Whether players that read a plain line find this file.
bool readsAsPlainLine(std::string_view plain, Player player)
{
    if (!isUtf8(plain) || plain.empty() || cleaned(plain) != plain) return false;
    // Players trim lines, and Audacious takes "?1" at the end for a track in the file.
    if (plain.back() == ' ' || plain.ends_with("\xC2\xA0") || plain.ends_with("\xE3\x80\x80")) return false;
    if (player == Player::Fooyin) return true;
    // VLC takes what looks like a URI reference for one.
    if (player == Player::Vlc && plain.find_first_of("%#?[]") != std::string_view::npos) return false;
    const std::size_t question = plain.rfind('?');
    return question == std::string_view::npos || !std::ranges::all_of(plain.substr(question + 1), [](char c) { return c >= '0' && c <= '9'; });
}

/// The place in a line of m3u or pls.
std::string line(const Place &place, Player player)
{
    // fooyin reads no URIs of files.
    const std::string &plain = player == Player::Fooyin && place.relative.empty() ? place.path : place.relative;
    if (!readsAsPlainLine(plain, player)) return place.uri;
    // "./" keeps "#x" from being a comment, "ab:c" from being a URI, "a\b" from being a path of Windows', and a space at the start. Elsewhere it would
    // only make the path another one to players that compare them.
    const bool isTakenForAnother = plain.starts_with('#') || plain.starts_with(' ') || plain.contains(':') || plain.contains('\\');
    return isTakenForAnother && !plain.starts_with('/') && !plain.starts_with("../") ? "./" + plain : plain;
}

/// "Artist - Title", empty where players would split it in another place.
std::string words(const PlaylistEntry &entry, Player player)
{
    // A comma parts artist and title in the oldest form, which VLC still reads.
    const bool splits = player == Player::Vlc && entry.artist.empty() && entry.title.find(',') != std::string::npos;
    return splits ? std::string() : artistAndTitle(entry);
}

/// Strawberry and Clementine read every line that begins with #EXT as if it were #EXTINF, length first.
bool looksLikeALength(std::string_view album)
{
    const std::string_view first = trimmed(album.substr(0, album.find(',')));
    return !first.empty() && first.find_first_not_of("+-0123456789") == std::string_view::npos;
}

std::string location(const Place &place, Player player)
{
    // Clementine reads neither relative references nor encoded paths without a scheme.
    if (!place.relative.empty() && player != Player::Clementine) return percentEncoded(place.relative);
    // Strawberry decodes before it parses the URI, so that an encoded '#' would cut the name off.
    if (player == Player::Strawberry && !place.path.empty()) return percentEncoded(place.path);
    return place.uri;
}

std::int64_t wholeSeconds(Milliseconds duration) { return duration.count() > 0 ? (duration.count() + 500) / 1000 : -1; }

std::string renderM3u8(const Playlist &playlist, const std::vector<Place> &places, Player player)
{
    std::string out = "#EXTM3U\n";
    if (const std::string title = cleaned(playlist.title); !title.empty()) out += "#PLAYLIST:" + title + "\n";
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].uri.empty() || places[i].uri.starts_with('#')) continue;
        const PlaylistEntry &entry = playlist.entries[i];
        out += "#EXTINF:" + std::to_string(wholeSeconds(entry.duration)) + "," + words(entry, player) + "\n";
        if (const std::string album = cleaned(entry.album); !album.empty() && !looksLikeALength(album)) out += "#EXTALB:" + album + "\n";
        out += line(places[i], player) + "\n";
    }
    return out;
}

std::string renderPls(const Playlist &playlist, const std::vector<Place> &places, Player player)
{
    std::string out = "[playlist]\n";
    if (const std::string title = cleaned(playlist.title); !title.empty()) out += "X-GNOME-Title=" + title + "\n";
    std::size_t number = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].uri.empty()) continue;
        const std::string n = std::to_string(++number);
        out += "File" + n + "=" + line(places[i], player) + "\n";
        if (const std::string text = words(playlist.entries[i], player); !text.empty()) out += "Title" + n + "=" + text + "\n";
        out += "Length" + n + "=" + std::to_string(wholeSeconds(playlist.entries[i].duration)) + "\n";
    }
    return out + "NumberOfEntries=" + std::to_string(number) + "\nVersion=2\n";
}

std::string renderJson(const Playlist &playlist, const std::vector<Place> &places, const WriteOptions &options)
{
    const auto text = [](const std::string &value) { return QJsonValue(QString::fromStdString(cleaned(value))); };
    QJsonArray tracks;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Place &place = places[i];
        if (place.uri.empty()) continue;
        const PlaylistEntry &entry = playlist.entries[i];
        QJsonObject track;
        track.insert(QStringLiteral("path"), QString::fromStdString(displayText(place.relative.empty() ? place.path : place.relative)));
        track.insert(QStringLiteral("uri"), QString::fromStdString(location(place, options.player == Player::Clementine ? Player::Clementine : Player::Any)));
        track.insert(QStringLiteral("artist"), text(entry.artist));
        track.insert(QStringLiteral("title"), text(entry.title));
        track.insert(QStringLiteral("album"), text(entry.album));
        if (entry.track > 0) track.insert(QStringLiteral("track"), entry.track);
        if (entry.duration.count() > 0) track.insert(QStringLiteral("duration_ms"), QJsonValue(qint64{entry.duration.count()}));
        tracks.append(track);
    }
    QJsonObject root;
    root.insert(QStringLiteral("title"), text(playlist.title));
    root.insert(QStringLiteral("tracks"), tracks);
    return QJsonDocument(root).toJson(QJsonDocument::Indented).toStdString();
}

} // namespace

Result<std::string> render(const Playlist &playlist, const WriteOptions &options)
{
    if (options.relativeTo && !options.relativeTo->starts_with('/')) {
        return fail(ErrorCode::InvalidArgument, displayText(*options.relativeTo) + " is not an absolute folder; give the whole path");
    }
    std::vector<Place> places;
    places.reserve(playlist.entries.size());
    for (const PlaylistEntry &entry : playlist.entries) {
        auto place = placeOf(entry, options);
        if (!place) return fail(std::move(place).error());
        places.push_back(std::move(*place));
    }
    switch (options.format) {
    case Format::M3u8: return renderM3u8(playlist, places, options.player);
    case Format::Xspf: return renderXspf(playlist, [&](std::size_t i) { return location(places[i], options.player); });
    case Format::Pls: return renderPls(playlist, places, options.player);
    case Format::Json: return renderJson(playlist, places, options);
    }
    return fail(ErrorCode::Internal, "a playlist format without a writer");
}

Result<> write(const std::string &path, const Playlist &playlist, const WriteOptions &options)
{
    const auto bytes = render(playlist, options);
    if (!bytes) return fail(bytes.error());
    return writeAtomically(path, *bytes);
}

} // namespace taraf::playlists
