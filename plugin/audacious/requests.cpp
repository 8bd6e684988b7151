#include "requests.h"

#include "configuration.h"
#include "lists.h"

#include <QJsonArray>

#include <libaudcore/runtime.h>

#include <algorithm>

namespace taraf::audacious {
namespace {

constexpr int kTracks = 50, kAlbums = 15;

using gui::Row;

/// What an answer is about, in its own words.
QString labelOf(const QJsonObject &answer)
{
    const QJsonArray seeds = answer[u"query"][u"seeds"].toArray();
    const QString first = seeds.first()[u"label"].toString();
    return seeds.size() < 2 ? first : Requests::tr("%1 and %n more", nullptr, static_cast<int>(seeds.size() - 1)).arg(first);
}

/// An album's tracks in the album's order.
QList<Row> inOrder(const QJsonObject &album)
{
    QList<QJsonObject> tracks;
    for (const QJsonValue each : album[u"tracks"].toArray()) tracks.append(each.toObject());
    std::ranges::stable_sort(tracks, {}, [](const QJsonObject &track) { return track[u"track"].toInteger(); });
    QList<Row> rows;
    for (const QJsonObject &each : tracks) rows.append(gui::rowOf(each));
    return rows;
}

} // namespace

void Requests::similarAlbums()
{
    const Album album = selectedAlbum();
    ask(QStringLiteral("Albums"), album.uris, {{QStringLiteral("count"), kAlbums}}, [this, title = album.title](const QJsonObject &answer) {
        QList<Row> rows;
        for (const QJsonValue each : answer[u"results"].toArray()) rows += inOrder(each.toObject());
        if (rows.isEmpty()) Q_EMIT failed(tr("Taraf knows no other album that is like this one."));
        else static_cast<void>(makeList(tr("Similar to %1").arg(title.isEmpty() ? labelOf(answer) : title), rows, false));
    });
}

void Requests::similarTracks()
{
    ask(QStringLiteral("Similar"), selection(), {{QStringLiteral("count"), kTracks}}, [this](const QJsonObject &answer) {
        const QList<Row> rows = gui::rowsOf(answer, QStringLiteral("results"));
        if (rows.isEmpty()) Q_EMIT failed(tr("Taraf knows no other track that is like this one."));
        else static_cast<void>(makeList(tr("Similar to %1").arg(labelOf(answer)), rows, false));
    });
}

void Requests::radio()
{
    ask(QStringLiteral("StartRadio"), selection(), {{QStringLiteral("length"), aud_get_int(kSection, kAhead) + 1}}, [this](const QJsonObject &answer) {
        Q_EMIT started(answer[u"radio"].toInteger(), answer[u"title"].toString(), gui::rowsOf(answer, QStringLiteral("tracks")));
    });
}

void Requests::ask(const QString &method, const QStringList &uris, const QVariantMap &options, const std::function<void(const QJsonObject &)> &answer)
{
    if (uris.isEmpty()) {
        Q_EMIT failed(tr("Select tracks of your own first. Taraf can't listen to what comes from the network."));
        return;
    }
    m_tarafd.ask(method, {uris, options}, this, answer, [this](const gui::Refusal &why) { Q_EMIT failed(why.sentence); });
}

} // namespace taraf::audacious
