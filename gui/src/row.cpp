#include "taraf/gui/row.h"

#include <QJsonArray>

#include <cmath>

namespace taraf::gui {

Row rowOf(const QJsonObject &track)
{
    return {.uri = track.value(u"uri").toString(),
            .path = track.value(u"path").toString(),
            .artist = track.value(u"artist").toString(),
            .title = track.value(u"title").toString(),
            .album = track.value(u"album").toString(),
            .durationMs = std::llround(track.value(u"duration").toDouble() * 1000),
            .why = track.value(u"why").toString(),
            .recording = track.value(u"recording").toInteger(),
            .rating = track.value(u"rating").toInt(),
            .feeling = track.value(u"feeling").toString()};
}

QList<Row> rowsOf(const QJsonObject &answer, const QString &key)
{
    QList<Row> rows;
    for (const QJsonValue track : answer.value(key).toArray()) rows.append(rowOf(track.toObject()));
    return rows;
}

} // namespace taraf::gui
