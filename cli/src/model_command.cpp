#include "tuning.h"

#include "documents.h"

#include "taraf/answer/model.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTimeZone>

namespace taraf::cli {
namespace {

QJsonValue timeOf(UnixTime time)
{
    return time.count() == 0 ? QJsonValue() : QJsonValue(QDateTime::fromSecsSinceEpoch(time.count(), QTimeZone::UTC).toString(Qt::ISODate));
}

QJsonObject reportOf(const answer::TunedLayer &tuned)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(tuned.report)).object();
}

QJsonObject document(const answer::Model &model)
{
    QJsonValue map, tuned;
    if (model.map) {
        map = QJsonObject{{QStringLiteral("hash"), text(model.map->hash)},
                          {QStringLiteral("trained_on"), static_cast<qint64>(model.map->trainedOn)},
                          {QStringLiteral("created_at"), timeOf(model.map->createdAt)}};
    }
    if (model.tuned) {
        tuned = QJsonObject{{QStringLiteral("hash"), text(model.tuned->hash)},
                            {QStringLiteral("in_use"), model.tuned->isInUse},
                            {QStringLiteral("trained_on"), static_cast<qint64>(model.tuned->trainedOn)},
                            {QStringLiteral("seed"), static_cast<qint64>(model.tuned->seed)},
                            {QStringLiteral("created_at"), timeOf(model.tuned->createdAt)},
                            {QStringLiteral("report"), reportOf(*model.tuned)}};
    }
    return {{QStringLiteral("descriptor"), static_cast<qint64>(model.descriptor)},
            {QStringLiteral("map"), map},
            {QStringLiteral("shelves"), QJsonObject{{QStringLiteral("artists"), static_cast<qint64>(model.shelves.artists)},
                                                    {QStringLiteral("strength"), model.shelves.strength},
                                                    {QStringLiteral("directions"), model.shelves.directions}}},
            {QStringLiteral("tuned"), tuned},
            {QStringLiteral("generation"), text(model.generation)},
            {QStringLiteral("index"), QJsonObject{{QStringLiteral("size"), static_cast<qint64>(model.vectors)}, {QStringLiteral("built_at"), timeOf(model.builtAt)}}}};
}

std::string day(UnixTime time) { return QDateTime::fromSecsSinceEpoch(time.count()).toString(QStringLiteral("yyyy-MM-dd HH:mm")).toStdString(); }

void tell(const answer::Model &model)
{
    std::printf("descriptor: version %u\n", model.descriptor);
    if (model.map) {
        std::printf("map: learned from %s of yours, %s\n", counted(model.map->trainedOn, "track", "tracks").c_str(), day(model.map->createdAt).c_str());
    } else {
        std::printf("map: none yet; run: taraf rescan\n");
    }
    if (model.shelves.artists > 0) {
        std::printf("shelves: %s, drawn together by %.0f %% on average\n", counted(model.shelves.artists, "artist", "artists").c_str(), 100.0 * model.shelves.strength);
    } else if (model.map) {
        std::printf("shelves: none; they take artists with two tracks or more that have something in common\n");
    }
    if (!model.tuned) {
        std::printf("tuned: no; `taraf tune` trains a network on your collection\n");
    } else {
        std::printf("tuned: %s; trained on %s, seed %s, %s\n", model.tuned->isInUse ? "yes" : "no, the network is kept (taraf model --use tuned)",
                    counted(model.tuned->trainedOn, "track", "tracks").c_str(), std::to_string(model.tuned->seed).c_str(), day(model.tuned->createdAt).c_str());
        if (const QJsonArray figures = reportOf(*model.tuned).value(u"figures").toArray(); !figures.isEmpty()) tellFigures(figures);
    }
    if (!model.generation.empty()) {
        std::printf("index: %s, generation %s, built %s\n", counted(model.vectors, "vector", "vectors").c_str(), model.generation.substr(0, 8).c_str(), day(model.builtAt).c_str());
    }
}

} // namespace

void addModel(CLI::App &app, Action &chosen)
{
    const auto wanted = std::make_shared<std::string>();
    CLI::App *command = app.add_subcommand("model", "Tell what makes the vectors, and choose");
    command->add_option("--use", *wanted, "tuned: the network that is kept; untuned: the map alone")
        ->check(CLI::IsMember({"tuned", "untuned"}).description(""))->type_name("WHICH");
    command->footer("Examples:\n  taraf model\n  taraf model --use untuned");
    command->callback([&chosen, wanted] {
        chosen = [wanted](const Context &context) -> Result<Exit> {
            if (!wanted->empty()) {
                return tune(context, {.wanted = *wanted == "tuned" ? TuneRequest::Wanted::Kept : TuneRequest::Wanted::Untuned});
            }
            const auto model = answer::model(context.home);
            if (!model) return fail(model.error());
            if (context.output == Output::Json) {
                if (auto printed = print(document(*model)); !printed) return fail(std::move(printed).error());
            } else {
                tell(*model);
            }
            return Exit::Done;
        };
    });
}

} // namespace taraf::cli
