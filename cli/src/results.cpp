#include "results.h"

#include "terminal.h"

#include <QJsonObject>

namespace taraf::cli {
namespace {

std::string field(const QJsonObject &row, QStringView key) { return row.value(key).toString().toStdString(); }

} // namespace

void tellResults(const QJsonArray &results)
{
    Table table({0});
    for (const QJsonValue each : results) {
        const QJsonObject row = each.toObject();
        std::vector<std::string> cells{std::to_string(row.value(u"match").toInt()) + "%", field(row, u"artist"), field(row, u"title")};
        if (!row.contains(u"tracks")) cells.push_back(field(row, u"album"));
        cells.push_back(field(row, u"why"));
        table.add(std::move(cells));
    }
    table.print(stdout);
}

void tellTracks(const QJsonArray &tracks)
{
    Table table({0, 3});
    std::size_t place = 0;
    for (const QJsonValue each : tracks) {
        const QJsonObject row = each.toObject();
        table.add({std::to_string(++place), field(row, u"artist"), field(row, u"title"), clock(std::chrono::round<Milliseconds>(Seconds(row.value(u"duration").toDouble()))),
                   field(row, u"why")});
    }
    table.print(stdout);
}

} // namespace taraf::cli
