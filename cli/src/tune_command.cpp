#include "tuning.h"

#include "asking.h"
#include "documents.h"

#include <algorithm>
#include <cmath>

namespace taraf::cli {
namespace {

std::string inWordsOf(QStringView figure)
{
    if (figure == u"halves") return "neighbours that a track's two halves share";
    if (figure == u"company") return "neighbours by others that two tracks of an artist share, beyond chance";
    if (figure == u"artist") return "tracks of the same artist among the nearest ten";
    return "tracks of the same genre among the nearest ten, by others";
}

void tell(const QJsonObject &result)
{
    const QString outcome = result.value(u"outcome").toString();
    const bool tuned = result.value(u"tuned").toBool();
    const QJsonArray figures = result.value(u"figures").toArray();
    const auto number = [&](QStringView key) { return static_cast<std::uint64_t>(result.value(key).toInteger()); };
    const std::string time = inWords(std::chrono::seconds(std::llround(result.value(u"seconds").toDouble())));
    if (!figures.isEmpty()) {
        std::printf("Trained on %s in %s, judged with %s by others:\n", counted(number(u"trained_on"), "track", "tracks").c_str(), time.c_str(),
                    counted(number(u"held_out"), "track", "tracks").c_str());
        tellFigures(figures);
    }
    if (outcome == u"not better") {
        std::printf("The network is not better than what is in use, so nothing was changed. `taraf tune --seed 2` tries another; --force uses it anyway.\n");
    } else if (outcome == u"unchanged") {
        std::printf(tuned ? "The tuned model is in use already.\n" : "The model is untuned already.\n");
    } else if (tuned) {
        std::printf("From now on the tuned model is used. The way back: taraf tune --undo\n");
    } else {
        std::printf("From now on the untuned model is used. The network is kept: taraf model --use tuned\n");
    }
    for (const QJsonValue &each : result.value(u"failed").toArray()) {
        const QJsonObject file = each.toObject();
        std::printf("  not heard by the network: %s\n", fitted(file.value(u"path").toString().toStdString(), 500).c_str());
    }
}

} // namespace

void tellFigures(const QJsonArray &figures)
{
    Table table({1, 2, 3});
    table.add({"", "before", "after", "tracks asked"});
    for (const QJsonValue &each : figures) {
        const QJsonObject figure = each.toObject();
        const auto share = [&](QStringView key) { return QString::number(figure.value(key).toDouble(), 'f', 3).toStdString(); };
        table.add({"  " + inWordsOf(figure.value(u"name").toString()), share(u"before"), share(u"after"),
                   grouped(static_cast<std::uint64_t>(figure.value(u"queries").toInteger()))});
    }
    table.print(stdout);
}

Result<Exit> tune(const Context &context, const TuneRequest &request)
{
    QJsonObject options{{QStringLiteral("seed"), static_cast<qint64>(request.seed)}, {QStringLiteral("steps"), static_cast<qint64>(request.steps)},
                        {QStringLiteral("device"), text(request.device)}, {QStringLiteral("jobs"), request.jobs}};
    if (request.force) options[u"force"] = true;
    if (request.fullSpeed) options[u"full_speed"] = true;
    if (request.wanted == TuneRequest::Wanted::Untuned) options[u"use"] = QStringLiteral("untuned");
    if (request.wanted == TuneRequest::Wanted::Kept) options[u"use"] = QStringLiteral("tuned");
    const auto result = tuneJob(context, options);
    if (!result) return fail(result.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
    } else {
        tell(*result);
    }
    return result->value(u"failed").toArray().isEmpty() ? Exit::Done : Exit::SomeFilesFailed;
}

void addTune(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<TuneRequest>();
    CLI::App *command = app.add_subcommand("tune", "Train a network on your collection, and use it if it is better");
    command->add_option("--seed", request->seed, "Another seed gives another network")->type_name("N")->capture_default_str();
    command->add_option("--steps", request->steps, "Steps of training; 0 is by the size of the collection")
        ->check(CLI::Range(0, 100'000).description(""))->type_name("N")->capture_default_str();
    command->add_option("--device", request->device, "Where to train: auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}).description(""))->type_name("WHERE")->capture_default_str();
    command->add_option("--jobs", request->jobs, "Files read at a time; 0 is one a core")
        ->check(CLI::Range(0, 256).description(""))->type_name("N")->capture_default_str();
    command->add_flag("--force", request->force, "Use the network even if it is not better");
    command->add_flag("--full-speed", request->fullSpeed, "Don't let everything else on the machine go first");
    command->add_flag_callback("--undo", [request] { request->wanted = TuneRequest::Wanted::Untuned; }, "Go back to the untuned model; the network is kept");
    command->footer("Examples:\n  taraf tune\n  taraf tune --undo\n\n"
                    "Nothing is labelled and nothing is sent: two passages of one track are alike, that is all the network is told. It is judged\n"
                    "with artists that it was not trained on. Ctrl-C keeps what is done; the same command goes on from there.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return tune(context, *request); }; });
}

} // namespace taraf::cli
