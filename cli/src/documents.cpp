#include "documents.h"

#include "taraf/base/path.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTimeZone>

#include <cmath>
#include <cstdio>

namespace taraf::cli {
namespace {

/// A score to four places: more would only pretend.
double rounded(float score) { return std::round(static_cast<double>(score) * 10000) / 10000; }

} // namespace

QString text(std::string_view bytes)
{
    const std::string shown = displayText(bytes);
    return QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()));
}

QJsonObject document(const answer::TrackAnswer &answer, Scores scores)
{
    const Track &track = answer.track;
    QJsonObject object{{QStringLiteral("path"), text(track.path)},
                       {QStringLiteral("uri"), text(fileUri(track.path))},
                       {QStringLiteral("artist"), text(track.artist())},
                       {QStringLiteral("title"), text(track.titleOrName())},
                       {QStringLiteral("album"), text(track.tags.album)},
                       {QStringLiteral("why"), text(answer.why)}};
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
    return {{QStringLiteral("path"), text(folder)},
            {QStringLiteral("uri"), text(fileUri(folder))},
            {QStringLiteral("artist"), text(album.album.artist)},
            {QStringLiteral("title"), text(album.album.title)},
            {QStringLiteral("album"), text(album.album.title)},
            {QStringLiteral("score"), rounded(album.score)},
            {QStringLiteral("match"), album.match},
            {QStringLiteral("why"), text(album.why)},
            {QStringLiteral("tracks"), tracks}};
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

Result<> print(const QJsonObject &document)
{
    const QByteArray bytes = QJsonDocument(document).toJson(QJsonDocument::Indented);
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0) {
        return fail(ErrorCode::Io, "the answer can't be written to the standard output");
    }
    return {};
}

} // namespace taraf::cli
