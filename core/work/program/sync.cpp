#include "sync.h"

#include "text.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace taraf {
namespace {

QJsonObject document(const work::SyncCounts &counts)
{
    return {{QStringLiteral("listens"), static_cast<qint64>(counts.listens)}, {QStringLiteral("ratings"), static_cast<qint64>(counts.opinions)}};
}

QJsonObject document(const work::SyncResult &result)
{
    QJsonArray others;
    for (const work::SyncedMember &each : result.others) {
        QJsonObject member = document(each.taken);
        member[u"name"] = text(each.name);
        others.append(member);
    }
    return {{QStringLiteral("wants_password"), result.wantsPassword}, {QStringLiteral("sent"), document(result.sent)}, {QStringLiteral("taken"), document(result.taken)},
            {QStringLiteral("late"), static_cast<qint64>(result.late)}, {QStringLiteral("others"), others}, {QStringLiteral("in_collection"), static_cast<qint64>(result.inCollection)},
            {QStringLiteral("exchanges"), static_cast<qint64>(result.exchanges)}, {QStringLiteral("started_over"), result.startedOver},
            {QStringLiteral("seconds"), std::round(result.seconds * 1000) / 1000}};
}

QJsonObject document(const work::ServerSetUp &result)
{
    QJsonArray roles;
    for (const std::string &each : result.newRoles) roles.append(text(each));
    return {{QStringLiteral("wants_password"), result.wantsPassword}, {QStringLiteral("sql"), text(result.sql)}, {QStringLiteral("new_roles"), roles}, {QStringLiteral("done"), result.isDone}};
}

} // namespace

SyncOrder::SyncOrder(CLI::App &app) : m_command(app.add_subcommand("sync"))
{
    m_command->add_option("--postgres", m_options.address);
    m_command->add_option("--share", m_share)->check(CLI::IsMember({"none", "listens", "ratings", "all"}));
    m_command->add_flag("--dry-run", m_options.isDry);
    m_command->add_flag("--init", m_isSetUp);
    m_command->add_flag("--plan", m_isPlan);
    m_command->add_option("--user", m_members);
    m_command->add_flag("--off", m_isEnd);
}

Result<QJsonObject> SyncOrder::run(const Home &home, const std::stop_token &stop, const ProgressSink &progress, const work::NoteSink &note) const
{
    if (m_isEnd) {
        const auto ended = work::stopSyncing(home);
        return ended ? Result<QJsonObject>(QJsonObject{{QStringLiteral("was_on"), *ended}}) : fail(ended.error());
    }
    // Qt's drivers for databases are looked for beside an application.
    int count = 1;
    char name[] = "taraf-work", *arguments[] = {name, nullptr};
    const QCoreApplication application(count, arguments);
    if (m_isSetUp) {
        const auto done = work::setUpServer(home, m_options.address, m_members, m_isPlan, note);
        return done ? Result<QJsonObject>(document(*done)) : fail(done.error());
    }
    work::SyncOptions options = m_options;
    if (!m_share.empty()) options.share = work::ShareWith{.listens = m_share == "all" || m_share == "listens", .ratings = m_share == "all" || m_share == "ratings"};
    const auto done = work::sync(home, options, stop, progress, note);
    return done ? Result<QJsonObject>(document(*done)) : fail(done.error());
}

} // namespace taraf
