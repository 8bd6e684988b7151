#include "asking.h"
#include "documents.h"

namespace taraf::cli {
namespace {

struct Request {
    std::string name, setting, reset;
};

std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }

void tell(const QJsonObject &rule)
{
    std::printf("%s%s\n    %s.\n", field(rule, u"name").c_str(), rule.value(u"is_kept").toBool() ? "   (set by you)" : "", field(rule, u"about").c_str());
    const std::string unit = field(rule, u"unit");
    std::string values;
    bool allAlike = true;
    const QJsonArray all = rule.value(u"values").toArray();
    const std::string first = all.isEmpty() ? std::string() : field(all.first().toObject(), u"setting");
    for (const QJsonValue each : all) allAlike = allAlike && field(each.toObject(), u"setting") == first;
    const auto shown = [](const std::string &setting) { return setting.empty() ? std::string("none") : setting; };
    for (const QJsonValue each : all) {
        const QJsonObject value = each.toObject();
        if (allAlike && !values.empty()) break;
        values += (values.empty() ? "" : ", ") + shown(field(value, u"setting")) + (allAlike ? "" : " (" + field(value, u"question") + ")");
    }
    std::printf("    now: %s%s; may be: %s\n", values.c_str(), unit.empty() ? "" : (" " + unit).c_str(), field(rule, u"range").c_str());
}

Result<Exit> rules(const Context &context, const Request &request)
{
    const auto change = [&](service::Question question, const QJsonObject &asked) -> Result<> {
        auto done = ask(context, question, asked);
        return done ? Result<>() : fail(std::move(done).error());
    };
    if (!request.reset.empty()) {
        if (auto done = change(service::Question::Reset, {{QStringLiteral("name"), text(request.reset)}}); !done) return fail(std::move(done).error());
    } else if (!request.name.empty()) {
        if (auto done = change(service::Question::Set, {{QStringLiteral("name"), text(request.name)}, {QStringLiteral("setting"), text(request.setting)}}); !done) {
            return fail(std::move(done).error());
        }
    }
    const auto settings = ask(context, service::Question::Settings, {});
    if (!settings) return fail(settings.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*settings); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    const std::string only = request.reset.empty() ? request.name : request.reset;
    for (const QJsonValue each : settings->value(u"settings").toArray()) {
        if (only.empty() || field(each.toObject(), u"name") == only) tell(each.toObject());
    }
    return Exit::Done;
}

} // namespace

void addRulesCommand(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("rules", "Show and change the rules of what is answered");
    CLI::Option *name = command->add_option("NAME", request->name, "The rule to change");
    CLI::Option *value = command->add_option("VALUE", request->setting, "From now on, for all questions");
    name->needs(value);
    command->add_option("--reset", request->reset, "Back to its default")->type_name("NAME")->excludes(name);
    command->footer("Examples:\n  taraf rules\n  taraf rules excluded-genres \"Christmas, Audiobook\"\n  taraf rules repeat-window 7\n  taraf rules --reset repeat-window\n\n"
                    "For one question alone: taraf similar song.mp3 --rule versions=all");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return rules(context, *request); }; });
}

} // namespace taraf::cli
