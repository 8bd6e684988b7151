#include "taraf/service/documents.h"

#include "taraf/base/path.h"

#include <QDateTime>
#include <QTimeZone>

#include <chrono>
#include <cmath>

namespace taraf::service {
namespace {

/// A score to four places: more would only pretend.
double rounded(float score) { return std::round(static_cast<double>(score) * 10000) / 10000; }

} // namespace

QString text(std::string_view bytes)
{
    const std::string shown = displayText(bytes);
    return QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()));
}

void addOpinion(QJsonObject &object, const Opinion &opinion)
{
    object[u"rating"] = opinion.rating;
    object[u"feeling"] = text(name(opinion.feeling));
}

QJsonObject document(const Track &track)
{
    QJsonObject object{{QStringLiteral("path"), text(track.path)},
            {QStringLiteral("uri"), text(fileUri(track.path))},
            {QStringLiteral("artist"), text(track.artist())},
            {QStringLiteral("title"), text(track.titleOrName())},
            {QStringLiteral("album"), text(track.tags.album)},
            {QStringLiteral("recording"), static_cast<qint64>(track.recording.value())},
            {QStringLiteral("track"), track.tags.track},
            {QStringLiteral("duration"), std::chrono::duration<double>(track.stream.duration).count()}};
    if (track.opinion != Opinion()) addOpinion(object, track.opinion);
    return object;
}

QJsonObject albumDocument(const std::vector<Track> &tracks)
{
    const Track &first = tracks.front();
    const std::string folder(parentPath(first.path));
    return {{QStringLiteral("path"), text(folder)},
            {QStringLiteral("uri"), text(fileUri(folder))},
            {QStringLiteral("artist"), text(first.tags.albumArtists.empty() ? first.artist() : joined(first.tags.albumArtists))},
            {QStringLiteral("album"), text(first.tags.album)},
            {QStringLiteral("count"), static_cast<qint64>(tracks.size())}};
}

namespace {

QJsonArray document(const std::vector<ArithmeticLine> &arithmetic)
{
    QJsonArray lines;
    for (const ArithmeticLine &line : arithmetic) {
        lines.append(QJsonObject{{QStringLiteral("label"), text(line.label)}, {QStringLiteral("value"), std::round(line.value * 1e4) / 1e4}, {QStringLiteral("text"), text(line.text)}});
    }
    return lines;
}

template<class Version> QJsonArray documents(const std::vector<Version> &versions)
{
    QJsonArray array;
    for (const Version &version : versions) array.append(service::document(version));
    return array;
}

/// What only some answers have.
template<class Answer> void addMore(QJsonObject &object, const Answer &answer)
{
    if (!answer.versions.empty()) object[u"versions"] = documents(answer.versions);
    if (!answer.arithmetic.empty()) object[u"arithmetic"] = document(answer.arithmetic);
}

} // namespace

QJsonObject document(const answer::OtherVersion &version)
{
    QJsonObject object = document(version.track);
    object[u"why"] = text(version.why);
    return object;
}

QJsonObject document(const answer::OtherAlbum &album)
{
    return {{QStringLiteral("artist"), text(album.album.artist)}, {QStringLiteral("album"), text(album.album.title)}, {QStringLiteral("why"), text(album.why)}};
}

QJsonObject document(const answer::RadioAnswer &radio)
{
    QJsonArray tracks, notes;
    for (const answer::TrackAnswer &track : radio.tracks) tracks.append(document(track, Scores::Without));
    for (const std::string &note : radio.notes) notes.append(text(note));
    return {{QStringLiteral("title"), text(radio.title)}, {QStringLiteral("tracks"), tracks}, {QStringLiteral("notes"), notes}};
}

QJsonObject document(const answer::TrackAnswer &answer, Scores scores)
{
    QJsonObject object = document(answer.track);
    object[u"why"] = text(answer.why);
    addMore(object, answer);
    if (scores == Scores::With) {
        object[u"score"] = rounded(answer.score);
        object[u"match"] = answer.match;
    }
    return object;
}

QJsonObject document(const answer::AlbumAnswer &album)
{
    QJsonArray tracks;
    for (const answer::TrackAnswer &track : album.tracks) tracks.append(document(track, Scores::With));
    const std::string folder = album.tracks.empty() ? std::string() : std::string(parentPath(album.tracks.front().track.path));
    QJsonObject object{{QStringLiteral("path"), text(folder)},
                       {QStringLiteral("uri"), text(fileUri(folder))},
                       {QStringLiteral("artist"), text(album.album.artist)},
                       {QStringLiteral("title"), text(album.album.title)},
                       {QStringLiteral("album"), text(album.album.title)},
                       {QStringLiteral("score"), rounded(album.score)},
                       {QStringLiteral("match"), album.match},
                       {QStringLiteral("why"), text(album.why)},
                       {QStringLiteral("tracks"), tracks}};
    if (album.album.opinion != Opinion()) addOpinion(object, album.album.opinion);
    addMore(object, album);
    return object;
}

QJsonObject document(const answer::Status &status)
{
    QJsonArray roots;
    for (const answer::RootStatus &root : status.roots) {
        roots.append(QJsonObject{{QStringLiteral("path"), text(root.path)},
                                 {QStringLiteral("uri"), text(fileUri(root.path))},
                                 {QStringLiteral("files"), static_cast<qint64>(root.files)},
                                 {QStringLiteral("missing"), static_cast<qint64>(root.missing)},
                                 {QStringLiteral("present"), root.present}});
    }
    const auto builtAt = status.index.builtAt.count();
    const QJsonObject index{{QStringLiteral("size"), static_cast<qint64>(status.index.size)},
                            {QStringLiteral("dims"), status.index.dims},
                            {QStringLiteral("built_at"), builtAt == 0 ? QJsonValue() : QJsonValue(QDateTime::fromSecsSinceEpoch(builtAt, QTimeZone::UTC).toString(Qt::ISODate))}};
    return {{QStringLiteral("tracks"), static_cast<qint64>(status.tracks)},
            {QStringLiteral("albums"), static_cast<qint64>(status.albums)},
            {QStringLiteral("analysed"), static_cast<qint64>(status.analysed)},
            {QStringLiteral("failed"), static_cast<qint64>(status.failed)},
            {QStringLiteral("roots"), roots},
            {QStringLiteral("model"), text(status.model)},
            {QStringLiteral("index"), index}};
}

QJsonObject document(const Error &error)
{
    return {{QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), text(name(error.code))}, {QStringLiteral("message"), text(error.message)}}}};
}

Playlist playlistOf(const QJsonObject &document)
{
    Playlist playlist{.title = document.value(u"title").toString().toStdString(), .entries = {}};
    for (const QJsonValue value : document.value(u"tracks").toArray()) {
        const QJsonObject track = value.toObject();
        PlaylistEntry entry{.path = {}, .uri = {}, .artist = track.value(u"artist").toString().toStdString(), .title = track.value(u"title").toString().toStdString(),
                            .album = track.value(u"album").toString().toStdString(), .track = track.value(u"track").toInt(),
                            .duration = std::chrono::round<Milliseconds>(Seconds(track.value(u"duration").toDouble()))};
        const std::string uri = track.value(u"uri").toString().toStdString();
        if (auto path = pathOfUri(uri)) entry.path = *std::move(path);
        else entry.uri = uri;
        playlist.entries.push_back(std::move(entry));
    }
    return playlist;
}

} // namespace taraf::service
