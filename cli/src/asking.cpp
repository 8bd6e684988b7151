#include "asking.h"

#include "documents.h"

#include "taraf/base/path.h"
#include "taraf/service/client.h"
#include "taraf/service/values.h"
#include "taraf/work/job.h"

#include <QCoreApplication>

#include <array>
#include <unistd.h>

namespace taraf::cli {
namespace {

/// QtDBus wants one; nothing else here does.
std::optional<service::Client> runningService(const Context &context)
{
    static int count = 1;
    static std::array<char, 6> program{"taraf"};
    static std::array<char *, 2> arguments{program.data(), nullptr};
    static const QCoreApplication application(count, arguments.data());
    return service::Client::running(context.home);
}

/// How a question is called on the bus, and what it takes there.
struct Call {
    QString method;
    QVariantList arguments;
};

Call callOf(service::Question question, QJsonObject asked)
{
    using service::Question;
    const auto seeds = [&] { return asked.take(u"seeds").toVariant().toStringList(); };
    const auto word = [&](QStringView key) { return asked.take(key).toString(); };
    switch (question) {
    case Question::Similar: {
        const bool albums = asked.take(u"albums").toBool(); // the method says so
        const QStringList named = seeds();
        return {albums ? QStringLiteral("Albums") : QStringLiteral("Similar"), {named, service::toValues(asked)}};
    }
    case Question::Radio: {
        const QStringList named = seeds();
        return {QStringLiteral("Radio"), {named, service::toValues(asked)}};
    }
    case Question::Mix: {
        const QString kind = word(u"kind");
        return {QStringLiteral("Mix"), {kind, service::toValues(asked)}};
    }
    case Question::Mixes: return {QStringLiteral("Mixes"), {}};
    case Question::Path: {
        const QString from = word(u"from"), to = word(u"to");
        return {QStringLiteral("Path"), {from, to, service::toValues(asked)}};
    }
    case Question::Search: {
        const QString words = word(u"words");
        return {QStringLiteral("Search"), {words, service::toValues(asked)}};
    }
    case Question::Rate: {
        const QStringList subjects = asked.take(u"subjects").toVariant().toStringList();
        return {QStringLiteral("Rate"), {subjects, service::toValues(asked)}};
    }
    case Question::Ratings: return {QStringLiteral("Ratings"), {}};
    case Question::Status: return {QStringLiteral("Status"), {}};
    case Question::Settings: return {QStringLiteral("Settings"), {}};
    case Question::Set: return {QStringLiteral("Set"), {word(u"name"), word(u"setting")}};
    case Question::Reset: return {QStringLiteral("Reset"), {word(u"name")}};
    default: return {}; // radios that go on are no business of a command line
    }
}

Result<QJsonObject> run(const Context &context, const QString &method, const QVariantList &arguments, const Result<service::Order> &order)
{
    if (!order) return fail(order.error());
    ProgressDisplay display(context.progress);
    const ProgressSink progress = [&](const Progress &each) { display.show(each); };
    const auto note = [&](const std::string &each) { if (context.progress != ProgressDisplay::Style::Nothing) display.note(each); };
    if (auto client = runningService(context)) {
        auto done = client->run(method, arguments, {.progress = progress, .note = note}, context.stop);
        if (!done) return fail(std::move(done).error());
        if (*done) return **std::move(done);
        note("tarafd has ended; going on without it");
    }
    return work::runJob(order->arguments, {.progress = progress, .note = note, .scanned = {}}, context.stop);
}

} // namespace

Result<QJsonObject> job(const Context &context, const std::vector<std::string> &arguments, const std::string &input)
{
    ProgressDisplay display(context.progress);
    return work::runJob(arguments,
                        {.progress = [&](const Progress &each) { display.show(each); },
                         .note = [&](const std::string &each) { if (context.progress != ProgressDisplay::Style::Nothing) display.note(each); },
                         .scanned = {}},
                        context.stop, input);
}

QString seedOf(const std::string &argument)
{
    if (argument.starts_with("file:")) return text(argument);
    const auto absolute = absolutePath(argument);
    const std::string &meant = absolute && ::access(absolute->c_str(), F_OK) == 0 ? *absolute : argument;
    return text(isUtf8(meant) || !meant.starts_with('/') ? meant : fileUri(meant));
}

QJsonArray seedsOf(const std::vector<std::string> &arguments)
{
    QJsonArray seeds;
    for (const std::string &argument : arguments) seeds.append(seedOf(argument));
    return seeds;
}

Result<QJsonObject> ask(const Context &context, service::Question question, const QJsonObject &asked)
{
    if (auto client = runningService(context)) {
        const auto [method, arguments] = callOf(question, asked);
        auto answer = client->ask(method, arguments, context.stop);
        if (!answer) return fail(std::move(answer).error());
        if (*answer) return **std::move(answer);
    }
    return service::Desk(context.home).answer(question, asked, context.stop);
}

Result<QJsonObject> rescanJob(const Context &context, const std::vector<std::string> &folders, const QJsonObject &options)
{
    QStringList uris;
    for (const std::string &folder : folders) {
        const auto path = absolutePath(folder);
        if (!path) return fail(path.error());
        uris.append(text(fileUri(*path)));
    }
    QJsonObject mine = options;
    mine[u"mine"] = true;
    return run(context, QStringLiteral("Rescan"), {uris, service::toValues(mine)}, service::rescanOrder(uris, options));
}

Result<QJsonObject> tuneJob(const Context &context, const QJsonObject &options)
{
    QJsonObject mine = options;
    mine[u"mine"] = true;
    return run(context, QStringLiteral("Tune"), {service::toValues(mine)}, service::tuneOrder(options));
}

} // namespace taraf::cli
