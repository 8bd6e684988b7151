#include "asking.h"
#include "documents.h"
#include "listing.h"

#include "taraf/answer/mixes.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <optional>

namespace taraf::cli {
namespace {

constexpr const char *kList = "list";

struct Request {
    std::string kind;
    std::optional<std::size_t> count, pick;
    std::optional<std::uint64_t> seed;
    bool force = false, isAboutSettings = false;
    std::vector<std::string> settings;
    Listing listing;
};

std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }

std::string kinds()
{
    std::string all;
    for (const answer::MixDescription &each : answer::describeMixes()) all += (all.empty() ? "" : ", ") + std::string(each.kind);
    return all;
}

Result<Exit> tellAll(const Context &context)
{
    const auto answer = ask(context, service::Question::Mixes, {});
    if (!answer) return fail(answer.error());
    if (context.output == Output::Json) {
        auto printed = print(*answer);
        return printed ? Result<Exit>(Exit::Done) : fail(std::move(printed).error());
    }
    Table table({});
    for (const QJsonValue value : answer->value(u"mixes").toArray()) {
        const QJsonObject mix = value.toObject();
        const QJsonArray lists = mix.value(u"lists").toArray();
        qint64 tracks = 0;
        for (const QJsonValue list : lists) tracks += list.toObject().value(u"count").toInteger();
        std::string what = counted(static_cast<std::uint64_t>(tracks), "track", "tracks");
        if (lists.size() > 1) what = counted(static_cast<std::uint64_t>(lists.size()), "list", "lists") + ", " + what;
        table.add({field(mix, u"kind"), field(mix, u"title"), lists.isEmpty() ? "nothing: " + field(mix, u"nothing") : what});
    }
    table.print(stdout);
    return Exit::Done;
}

Result<Exit> tellSettings(const Context &context, const std::string &kind)
{
    const auto &all = answer::describeMixes();
    const auto mix = std::ranges::find(all, std::string_view(kind), &answer::MixDescription::kind);
    if (mix == all.end()) return fail(ErrorCode::InvalidArgument, "there is no mix '" + displayText(kind) + "'; there are " + kinds());
    QJsonArray settings;
    Table table({1});
    for (const auto &[name, range, unit, sentence, fallback] : mix->settings) {
        settings.append(QJsonObject{{QStringLiteral("name"), text(name)}, {QStringLiteral("default"), text(fallback)}, {QStringLiteral("range"), text(range)}, {QStringLiteral("unit"), text(unit)},
                                    {QStringLiteral("about"), text(sentence)}});
        table.add({std::string(name), fallback, std::string(unit), std::string(sentence)});
    }
    if (context.output == Output::Json) {
        auto printed = print({{QStringLiteral("kind"), text(mix->kind)}, {QStringLiteral("settings"), settings}});
        return printed ? Result<Exit>(Exit::Done) : fail(std::move(printed).error());
    }
    table.print(stdout);
    return Exit::Done;
}

Result<QJsonObject> questionOf(const Request &request)
{
    QJsonObject settings;
    for (const std::string &each : request.settings) {
        const std::size_t equals = each.find('=');
        if (equals == std::string::npos || equals == 0) return fail(ErrorCode::InvalidArgument, "--set takes NAME=VALUE, not '" + displayText(each) + "'; see taraf mix " + request.kind + " --settings");
        settings[text(each.substr(0, equals))] = text(each.substr(equals + 1));
    }
    QJsonObject question{{QStringLiteral("kind"), text(request.kind)}};
    if (request.count) question[u"count"] = static_cast<qint64>(*request.count);
    if (request.seed) question[u"seed"] = static_cast<qint64>(*request.seed);
    if (request.force) question[u"force"] = true;
    if (!settings.isEmpty()) question[u"settings"] = settings;
    return question;
}

Result<Exit> mix(const Context &context, const Request &request)
{
    if (request.kind == kList) return tellAll(context);
    if (request.isAboutSettings) return tellSettings(context, request.kind);
    const auto question = questionOf(request);
    if (!question) return fail(question.error());
    auto mix = ask(context, service::Question::Mix, *question);
    if (!mix) return fail(std::move(mix).error());
    const QJsonArray lists = mix->value(u"lists").toArray();
    const bool isToFile = !request.listing.out.empty() || request.listing.open || !request.listing.style.format.empty() || !request.listing.style.player.empty();
    if (lists.isEmpty() && (isToFile || request.pick)) return fail(ErrorCode::NotFound, field(*mix, u"title") + ": " + field(*mix, u"nothing"));
    if (request.pick && *request.pick > static_cast<std::size_t>(lists.size())) return fail(ErrorCode::InvalidArgument, "this mix has " + counted(static_cast<std::uint64_t>(lists.size()), "list", "lists") + " now");
    if (isToFile && !request.pick && lists.size() > 1) {
        return fail(ErrorCode::InvalidArgument, "this mix has " + counted(static_cast<std::uint64_t>(lists.size()), "list", "lists") + "; say which one with --pick, from 1 on");
    }
    if (request.pick || isToFile) return deliver(context, lists[static_cast<qsizetype>(request.pick.value_or(1)) - 1].toObject(), request.listing);
    if (context.output == Output::Json) {
        auto printed = print(*mix);
        return printed ? Result<Exit>(Exit::Done) : fail(std::move(printed).error());
    }
    if (lists.isEmpty()) std::printf("%s: nothing yet (%s)\n", field(*mix, u"title").c_str(), field(*mix, u"nothing").c_str());
    for (qsizetype i = 0; i < lists.size(); ++i) {
        if (i > 0) std::printf("\n");
        if (lists.size() > 1) std::printf("%lld. ", i + 1);
        if (auto delivered = deliver(context, lists[i].toObject(), request.listing); !delivered) return delivered;
    }
    return Exit::Done;
}

} // namespace

void addMix(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("mix", "Playlists from what you play and love");
    command->add_option("KIND", request->kind, "Which one; list: all, and whether there is something in them")->required()->type_name("KIND");
    command->add_option("--count", request->count, "How many lists; of a mix of one list, how many tracks")->check(CLI::Range(1, 10000).description(""))->type_name("N");
    command->add_option("--pick", request->pick, "Only this one of several lists, from 1 on")->check(CLI::Range(1, 10000).description(""))->type_name("N");
    command->add_option("--seed", request->seed, "The same number makes the same mix again")->type_name("N");
    command->add_flag("--force", request->force, "Made anew, not the one of today");
    command->add_option("--set", request->settings, "Another setting for this time, or a rule; may be repeated")->type_name("NAME=VALUE")->expected(1)->take_all();
    command->add_flag("--settings", request->isAboutSettings, "What can be set of it, and its defaults");
    addListing(*command, request->listing);
    std::string footer = "Mixes:\n";
    for (const answer::MixDescription &each : answer::describeMixes()) footer += "  " + std::string(each.kind) + std::string(17 - std::min<std::size_t>(each.kind.size(), 16), ' ') + std::string(each.about) + "\n";
    command->footer(footer + "\nExamples:\n  taraf mix list\n  taraf mix loved --for strawberry --open\n  taraf mix top-artists --set days=30 --pick 2 --out artist.m3u8\n\n"
                             "Mixes are made once a day, after 7 o'clock, and kept until then. The definitions are in docs/mixes.md.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return mix(context, *request); }; });
}

} // namespace taraf::cli
