#include "results.h"

#include "terminal.h"

#include <QJsonObject>

namespace taraf::cli {
namespace {

std::string field(const QJsonObject &row, QStringView key) { return row.value(key).toString().toStdString(); }

std::string nameOf(const QJsonObject &version)
{
    const std::string title = field(version, u"title"), album = field(version, u"album");
    return field(version, u"artist") + " – " + title + (title.empty() || album.empty() ? "" : ", on ") + album;
}

/// What belongs to a row and is no column of it.
std::vector<std::string> below(const QJsonObject &row)
{
    std::vector<std::string> lines;
    for (const QJsonValue each : row.value(u"versions").toArray()) {
        const QJsonObject version = each.toObject();
        lines.push_back("also " + nameOf(version) + ": " + field(version, u"why"));
    }
    for (const QJsonValue each : row.value(u"arithmetic").toArray()) {
        const QJsonObject line = each.toObject();
        const std::string words = field(line, u"text");
        lines.push_back(QString::asprintf("%8.4f  ", line.value(u"value").toDouble()).toStdString() + field(line, u"label") + (words.empty() ? "" : ": " + words));
    }
    return lines;
}

} // namespace

void tellLeftOut(const QJsonArray &versions)
{
    if (versions.isEmpty()) return;
    std::printf("Left out, being what you asked with:\n");
    for (const QJsonValue each : versions) {
        const QJsonObject version = each.toObject();
        std::printf("      %s: %s\n", fitted(nameOf(version), 300).c_str(), fitted(field(version, u"why"), 300).c_str());
    }
}

void tellResults(const QJsonArray &results)
{
    Table table({0});
    for (const QJsonValue each : results) {
        const QJsonObject row = each.toObject();
        std::vector<std::string> cells{std::to_string(row.value(u"match").toInt()) + "%", field(row, u"artist"), field(row, u"title")};
        if (!row.contains(u"tracks")) cells.push_back(field(row, u"album"));
        cells.push_back(field(row, u"why"));
        table.add(std::move(cells), below(row));
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
                   field(row, u"why")}, below(row));
    }
    table.print(stdout);
}

} // namespace taraf::cli
