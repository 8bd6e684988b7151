#include "server_connection.h"

#include "postgres_sql.h"
#include "taraf/base/path.h"

#include <QVariant>

#include <format>

namespace taraf::listens {
namespace {

/// "taraf" in ASCII: what all clients that change a server's schema wait for.
constexpr std::int64_t kLock = 0x7461726166;

} // namespace

Result<ServerPlan> Server::plan(const std::vector<std::string> &members)
{
    const auto asked = [&](const std::string &sql) -> Result<QSqlQuery> {
        auto row = m_connection->run(QString::fromStdString(sql));
        if (row && !row->next()) return fail(ErrorCode::Internal, "the server said nothing");
        return row;
    };
    const auto state = asked("SELECT current_user, rolsuper, to_regrole('taraf_owner') IS NOT NULL, to_regrole('taraf_member') IS NOT NULL, to_regnamespace('taraf') IS NOT NULL, "
                             "current_setting('server_version_num')::int, (SELECT datname FROM pg_database WHERE datname = current_database()), "
                             "rolsuper OR coalesce(pg_has_role(to_regrole('taraf_owner'), 'USAGE'), false) FROM pg_roles WHERE rolname = current_user");
    if (!state) return fail(state.error());
    constexpr int oldest = 140000;
    if (state->value(5).toInt() < oldest) return fail(ErrorCode::Unsupported, displayText(m_connection->uri()) + " is older than PostgreSQL 14; update it");
    const std::string me = state->value(0).toString().toStdString();
    const bool isSuperuser = state->value(1).toBool(), hasOwner = state->value(2).toBool(), hasMember = state->value(3).toBool(), hasSchema = state->value(4).toBool();
    if (hasOwner && !state->value(7).toBool()) {
        return fail(ErrorCode::Database, "'" + me + "' may not change what Taraf keeps on " + displayText(m_connection->uri()) + "; run this as who set it up, or as the server's owner (postgres)");
    }

    ServerPlan plan{.sql = {}, .from = 0, .to = serverVersion(), .newRoles = {}};
    if (hasSchema) {
        const auto version = asked("SELECT version, oldest_client FROM taraf.schema_version");
        if (!version) return fail(version.error());
        plan.from = version->value(0).toInt();
        if (plan.from > plan.to) return fail(ErrorCode::Unsupported, displayText(m_connection->uri()) + " was set up by a newer Taraf; update Taraf on this machine, nothing was changed");
    }
    if (!hasOwner) plan.sql += "CREATE ROLE taraf_owner NOLOGIN;\n" + (isSuperuser ? std::string() : "GRANT taraf_owner TO " + sqlName(me) + ";\n");
    if (!hasMember) plan.sql += "CREATE ROLE taraf_member NOLOGIN;\n";
    if (!hasSchema) plan.sql += "CREATE SCHEMA taraf AUTHORIZATION taraf_owner;\n";
    if (plan.from < plan.to) {
        plan.sql += "SET LOCAL ROLE taraf_owner;\n\n";
        for (int step = plan.from; step < plan.to; ++step) plan.sql += std::string(kServerMigrations[static_cast<std::size_t>(step)]) + "\n";
        plan.sql += std::format("UPDATE taraf.schema_version SET version = {};\nRESET ROLE;\n\n", plan.to);
    }

    std::vector<std::string> wanted = members;
    if (wanted.empty() && !hasSchema) wanted.push_back(me);
    for (const std::string &member : wanted) {
        if (member.empty() || member.starts_with("pg_") || member == "taraf_owner" || member == "taraf_member") return fail(ErrorCode::InvalidArgument, "'" + displayText(member) + "' can't be a member's name");
        const std::string known = std::format("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = {0}), coalesce((SELECT pg_has_role(oid, 'taraf_member', 'MEMBER') FROM pg_roles WHERE rolname = {0}), false)",
                                              sqlText(member));
        const auto role = asked(hasMember ? known : std::format("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = {}), false", sqlText(member)));
        if (!role) return fail(role.error());
        const auto row = hasSchema ? asked(std::format("SELECT EXISTS (SELECT FROM taraf.members WHERE role = {})", sqlText(member))) : role;
        if (!row) return fail(row.error());
        if (!role->value(0).toBool()) {
            plan.sql += "CREATE ROLE " + sqlName(member) + " LOGIN;\n";
            plan.newRoles.push_back(member);
        }
        if (!role->value(1).toBool()) plan.sql += "GRANT taraf_member TO " + sqlName(member) + ";\n";
        if (!hasSchema || !row->value(0).toBool()) plan.sql += "SET LOCAL ROLE taraf_owner;\nINSERT INTO taraf.members (role) VALUES (" + sqlText(member) + ") ON CONFLICT DO NOTHING;\nRESET ROLE;\n";
    }
    return plan;
}

Result<ServerPlan> Server::carryOut(const std::vector<std::string> &members)
{
    const auto begun = m_connection->run(QStringLiteral("BEGIN; SELECT pg_advisory_xact_lock(%1)").arg(kLock));
    if (!begun) return fail(begun.error());
    auto planned = plan(members);
    Result<> done;
    if (!planned) done = fail(planned.error());
    else if (const auto made = planned->sql.empty() ? Result<QSqlQuery>(*begun) : m_connection->run(QString::fromStdString(planned->sql)); !made) done = fail(made.error());
    const auto ended = m_connection->run(done ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
    if (!done) return fail(std::move(done).error());
    if (!ended) return fail(ended.error());
    return planned;
}

} // namespace taraf::listens
