#include "entry_text.h"
#include "location.h"
#include "readers.h"
#include "taraf/base/path.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace taraf::playlists {
namespace {

struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
};

Position positionOf(std::string_view bytes, std::size_t offset)
{
    const std::string_view before = bytes.substr(0, std::min(offset, bytes.size()));
    const std::size_t last = before.rfind('\n');
    return {static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1, last == std::string_view::npos ? before.size() + 1 : before.size() - last};
}

/// Before anything that recurses sees it.
Result<> checkDepth(std::string_view bytes)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quoted) {
            if (c == '\\') ++i;
            if (c == '"') quoted = false;
            continue;
        }
        if (c == '"') quoted = true;
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (depth > kDeepestElement) {
            const Position at = positionOf(bytes, i);
            return failAt(ErrorCode::Unsupported, at.line, at.column, "nested deeper than " + std::to_string(kDeepestElement) + "; this is no playlist");
        }
    }
    return {};
}

std::string text(const QJsonObject &object, const char *key)
{
    return cleaned(object.value(QLatin1String(key)).toString().toStdString());
}

/// A string, or the first of several.
std::string first(const QJsonValue &value)
{
    if (!value.isArray()) return value.toString().toStdString();
    for (const QJsonValue &each : value.toArray()) {
        if (each.isString() && !each.toString().isEmpty()) return each.toString().toStdString();
    }
    return {};
}

std::int64_t number(const QJsonValue &value)
{
    const double raw = value.isString() ? value.toString().toDouble() : value.toDouble();
    return std::isfinite(raw) && raw > 0 && raw < static_cast<double>(std::numeric_limits<std::int32_t>::max()) ? std::llround(raw) : 0;
}

PlaylistEntry entryOf(const QJsonValue &track, const std::string &baseFolder)
{
    PlaylistEntry entry;
    if (track.isString()) {
        setPathOrUri(entry, baseFolder, track.toString().toStdString());
        return entry;
    }
    const QJsonObject object = track.toObject();
    entry.artist = text(object, "artist");
    if (entry.artist.empty()) entry.artist = text(object, "creator");
    entry.title = text(object, "title");
    entry.album = text(object, "album");
    entry.track = static_cast<int>(number(object.value(QLatin1String(object.contains(QLatin1String("trackNum")) ? "trackNum" : "track"))));
    if (entry.track > 99'999) entry.track = 0;
    entry.duration = Milliseconds{number(object.value(QLatin1String(object.contains(QLatin1String("duration_ms")) ? "duration_ms" : "duration")))};
    // The URI is exact; the path has lost what is not UTF-8.
    for (const char *key : {"uri", "location"}) {
        if (const std::string uri = first(object.value(QLatin1String(key))); !uri.empty()) {
            setUri(entry, baseUri(baseFolder), trimmed(uri));
            return entry;
        }
    }
    if (const std::string path = object.value(QLatin1String("path")).toString().toStdString(); !path.empty()) {
        setPathOrUri(entry, baseFolder, path);
    }
    return entry;
}

/// Where the element of that number begins in the root's array of that key, or in the array that the root is; just past the end if it does not.
std::size_t offsetOf(std::string_view bytes, std::string_view key, std::size_t element)
{
    int depth = 0;
    std::size_t quote = std::string_view::npos; // where an open text began
    std::string_view word, named;               // the last text, and the last one before ':'
    bool inside = false, begins = false;        // in that array; an element may begin
    const int wanted = key.empty() ? 1 : 2;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quote != std::string_view::npos) {
            if (c == '\\') ++i;
            if (c == '"') word = bytes.substr(quote + 1, i - quote - 1);
            if (c == '"') quote = std::string_view::npos;
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        if (inside && std::exchange(begins, false) && element-- == 0) return i;
        if (c == '"') quote = i;
        if (c == ':') named = word;
        if (c == '{' || c == '[') ++depth;
        if (c == '[' && depth == wanted && (key.empty() || named == key)) inside = begins = true;
        if (c == ',' && inside && depth == wanted) begins = true;
        if (c == '}' || c == ']') --depth;
        if (depth < wanted) inside = false;
    }
    return bytes.size();
}

/// Where the tracks are: in our own documents, in JSPF, or the document itself.
struct Found {
    const char *key = "";
    QString title;
    QJsonArray tracks;
    bool there = false;
    bool isJspf = false;
};

Found tracksOf(const QJsonDocument &document)
{
    if (document.isArray()) return {"", {}, document.array(), true};
    QJsonObject root = document.object();
    const bool isJspf = root.value(QLatin1String("playlist")).isObject();
    if (isJspf) root = root.value(QLatin1String("playlist")).toObject();
    for (const char *key : {"tracks", "track", "results"}) {
        if (const QJsonValue tracks = root.value(QLatin1String(key)); tracks.isArray()) {
            return {key, root.value(QLatin1String("title")).toString(), tracks.toArray(), true, isJspf};
        }
    }
    return {};
}

} // namespace

Result<Playlist> readJson(std::string_view bytes, const std::string &baseFolder, Strictness strictness)
{
    if (auto checked = checkDepth(bytes); !checked) return fail(std::move(checked).error());
    std::string converted;
    if (!isUtf8(bytes)) {
        // Qt takes any byte behind a backslash for a letter.
        if (strictness == Strictness::Strict) return failAt(ErrorCode::Corrupt, 1, "JSON that is not UTF-8; save the list again as UTF-8");
        converted = toText(bytes);
        bytes = converted;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())), &error);
    if (error.error != QJsonParseError::NoError) {
        const Position at = positionOf(bytes, static_cast<std::size_t>(std::max(0, error.offset)));
        return failAt(ErrorCode::Corrupt, at.line, at.column, "no JSON (" + error.errorString().toStdString() + "); save the list again");
    }
    const Found found = tracksOf(document);
    if (!found.there) {
        return failAt(ErrorCode::Corrupt, 1, "JSON without tracks; it needs {\"tracks\":[{\"uri\":\"file:///…\"}]} or JSPF's {\"playlist\":{\"track\":[…]}}");
    }
    if (found.tracks.size() > static_cast<qsizetype>(kMostEntries)) return failTooMany(1);
    Playlist out;
    out.title = cleaned(found.title.toStdString());
    for (qsizetype i = 0; i < found.tracks.size(); ++i) {
        PlaylistEntry entry = entryOf(found.tracks.at(i), baseFolder);
        if (!entry.path.empty() && entry.path.find('\0') != std::string::npos) entry.path.clear();
        // One that is only named may still be found by its names: ListenBrainz writes nothing else.
        const bool isNamed = !entry.artist.empty() && !entry.title.empty();
        const bool isPlaced = !entry.path.empty() || !entry.uri.empty();
        if (strictness == Strictness::Lenient && !isPlaced && !isNamed) continue;
        if (strictness == Strictness::Strict && !isPlaced && !found.isJspf) {
            const Position at = positionOf(bytes, offsetOf(bytes, found.key, static_cast<std::size_t>(i)));
            return failAt(ErrorCode::Corrupt, at.line, at.column, "track " + std::to_string(i + 1) + " has no uri, location or path; add one");
        }
        out.entries.push_back(std::move(entry));
    }
    return out;
}

} // namespace taraf::playlists
