#include "questions.h"

#include "asked.h"
#include "taraf/answer/playlist_file.h"
#include "taraf/answer/playlists.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

#include <QDateTime>
#include <QTimeZone>

#include <chrono>

namespace taraf::service {
namespace {

/// Tracks by their names, with what the library says of those it knows.
Result<Playlist> playlistOf(const answer::Answers &answers, const std::string &title, const std::vector<std::string> &names)
{
    Playlist playlist{.title = title, .entries = {}};
    for (const std::string &name : names) {
        auto named = name.starts_with("file:") ? pathOfUri(name) : Result<std::string>(name);
        if (!named || !named->starts_with('/')) {
            playlist.entries.push_back({.path = {}, .uri = name, .artist = {}, .title = {}, .album = {}}); // a stream
            continue;
        }
        const auto track = answers.track(*named);
        if (!track) return fail(track.error());
        PlaylistEntry entry{.path = *named, .uri = {}, .artist = {}, .title = {}, .album = {}};
        if (*track) {
            const Track &known = **track;
            entry = {.path = known.path, .uri = {}, .artist = known.artist(), .title = known.titleOrName(), .album = known.tags.album, .track = known.tags.track,
                     .duration = known.stream.duration};
        }
        playlist.entries.push_back(std::move(entry));
    }
    return playlist;
}

QJsonObject document(const answer::KeptPlaylist &list)
{
    return {{QStringLiteral("name"), text(list.name)}, {QStringLiteral("origin"), text(list.origin)}, {QStringLiteral("count"), static_cast<qint64>(list.entries)},
            {QStringLiteral("changed_at"), QDateTime::fromSecsSinceEpoch(list.changedAt.count(), QTimeZone::UTC).toString(Qt::ISODate)}};
}

Result<QJsonObject> done(const Result<> &result) { return result ? Result<QJsonObject>(QJsonObject()) : fail(result.error()); }

} // namespace

Result<QJsonObject> writePlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const std::string title = fields.string(QStringLiteral("title"));
    const auto names = fields.names(QStringLiteral("tracks"));
    std::string file = fields.string(QStringLiteral("file"));
    const answer::PlaylistStyle style{.format = fields.string(QStringLiteral("format")), .player = fields.string(QStringLiteral("player")), .isRelative = fields.flag(QStringLiteral("relative"))};
    if (auto path = pathOfUri(file)) file = *std::move(path);
    if (!file.empty() && !file.starts_with('/')) fields.refuse("the \"file\" to write is an absolute path, or empty");
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    if (file.empty()) {
        const auto extension = answer::extensionOf(style);
        if (!extension) return fail(extension.error());
        const std::string folder = answers.home().playlists();
        if (auto made = makeFolder(folder); !made) return fail(std::move(made).error());
        file = folder + "/" + answer::fileNameOf(title) + "." + *extension;
    }
    const auto playlist = playlistOf(answers, title, names);
    if (!playlist) return fail(playlist.error());
    if (auto written = answer::writePlaylist(*playlist, file, style); !written) return fail(std::move(written).error());
    return QJsonObject{{QStringLiteral("path"), text(file)}, {QStringLiteral("uri"), text(fileUri(file))}, {QStringLiteral("count"), static_cast<qint64>(playlist->entries.size())}};
}

Result<QJsonObject> savePlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const std::string name = fields.string(QStringLiteral("name")), origin = fields.string(QStringLiteral("origin"));
    const auto names = fields.names(QStringLiteral("tracks"));
    const auto namesake = fields.flag(QStringLiteral("replace")) ? answer::Namesake::Replaced : answer::Namesake::Refused;
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto playlist = playlistOf(answers, name, names);
    if (!playlist) return fail(playlist.error());
    const auto kept = answer::keepPlaylist(answers.home(), name, origin, *playlist, namesake);
    return kept ? Result<QJsonObject>(QJsonObject()) : fail(kept.error());
}

Result<QJsonObject> playlists(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    if (auto checked = Fields(asked).checked(); !checked) return fail(std::move(checked).error());
    const auto kept = answer::keptPlaylists(answers.home());
    if (!kept) return fail(kept.error());
    QJsonArray lists;
    for (const answer::KeptPlaylist &list : *kept) lists.append(document(list));
    return QJsonObject{{QStringLiteral("playlists"), lists}};
}

Result<QJsonObject> playlistTracks(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const std::string name = fields.string(QStringLiteral("name"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto kept = answer::keptPlaylist(answers.home(), name);
    if (!kept) return fail(kept.error());
    QJsonArray tracks;
    for (const answer::KeptTrack &each : *kept) {
        const PlaylistEntry &entry = each.entry;
        tracks.append(QJsonObject{{QStringLiteral("path"), text(entry.path)}, {QStringLiteral("uri"), text(entry.path.empty() ? entry.uri : fileUri(entry.path))},
                                  {QStringLiteral("artist"), text(entry.artist)}, {QStringLiteral("title"), text(entry.title)}, {QStringLiteral("album"), text(entry.album)},
                                  {QStringLiteral("recording"), static_cast<qint64>(each.recording.value())}, {QStringLiteral("track"), entry.track},
                                  {QStringLiteral("duration"), std::chrono::duration<double>(entry.duration).count()}, {QStringLiteral("is_gone"), each.isGone}});
    }
    return QJsonObject{{QStringLiteral("title"), text(name)}, {QStringLiteral("tracks"), tracks}};
}

Result<QJsonObject> removePlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const std::string name = fields.string(QStringLiteral("name"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    return done(answer::removePlaylist(answers.home(), name));
}

Result<QJsonObject> bringBackPlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const std::string name = fields.string(QStringLiteral("name"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto back = answer::bringBackPlaylist(answers.home(), name);
    return back ? Result<QJsonObject>(QJsonObject{{QStringLiteral("name"), text(*back)}}) : fail(back.error());
}

} // namespace taraf::service
