#include "server_connection.h"

#include "taraf/base/path.h"

#include <QCoreApplication>
#include <QSqlError>

#include <atomic>
#include <clocale>

namespace taraf::listens {
namespace {

std::atomic<unsigned> s_connections{0};

std::string doubled(std::string_view text, char quote)
{
    std::string out(1, quote);
    for (const char c : text) out.append(c == quote ? 2 : 1, c);
    return out += quote;
}

/// The first line of what libpq or the server says.
std::string firstLine(const QSqlError &error)
{
    return displayText(error.databaseText().section(QLatin1Char('\n'), 0, 0).trimmed().toStdString());
}

/// What helps against a connection that was refused. libpq has no codes for these.
std::string remedy(const QString &why)
{
    const auto says = [&](const char *words) { return why.contains(QLatin1String(words)); };
    if (says("certificate") || says("SSL") || says("does not match host name")) {
        return "; the server has to prove that it is the one you mean: put the certificate of its authority into ~/.postgresql/root.crt, or name the file in the address: ?sslrootcert=FILE";
    }
    if (says("password authentication failed")) return "; is the line of ~/.pgpass right?";
    if (says("does not exist")) return "; its owner makes it: createdb NAME, and CREATE ROLE NAME LOGIN";
    return "; is the server running, and reachable from here? Nothing is lost: everything waits until it is";
}

} // namespace

std::string sqlName(std::string_view name) { return doubled(name, '"'); }

std::string sqlText(std::string_view text)
{
    // As PQescapeLiteral() does, so that a server's settings for backslashes don't matter.
    if (!text.contains('\\')) return doubled(text, '\'');
    std::string escaped;
    for (const char c : text) escaped.append(c == '\\' ? 2 : 1, c);
    return "E" + doubled(escaped, '\'');
}

Server::Connection::Connection(std::string uri) : m_uri(std::move(uri)), m_name(QStringLiteral("taraf-server-%1").arg(++s_connections)) {}

Server::Connection::~Connection()
{
    if (QSqlDatabase::contains(m_name)) QSqlDatabase::removeDatabase(m_name);
}

Result<> Server::Connection::open(const std::string &options)
{
    if (QCoreApplication::instance() == nullptr) return fail(ErrorCode::Internal, "a database was asked for before Qt's application was made");
    std::setlocale(LC_MESSAGES, "C"); // NOLINT(concurrency-mt-unsafe): libpq's sentences are told apart below; the process does this job alone
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
    if (!database.isValid()) return fail(ErrorCode::Unsupported, "Qt's driver for PostgreSQL is missing; install libqt6sql6-psql");
    database.setConnectOptions(QString::fromStdString(options));
    if (database.open()) return {};
    const QSqlError error = database.lastError();
    const std::string said = firstLine(error);
    if (error.databaseText().contains(QLatin1String("no password supplied"))) {
        return fail(ErrorCode::NotFound, displayText(m_uri) + " wants a password; put a line HOST:PORT:DATABASE:USER:PASSWORD into ~/.pgpass (chmod 600 ~/.pgpass)");
    }
    return fail(ErrorCode::Io, displayText(m_uri) + " can't be reached: " + said + remedy(error.databaseText()));
}

Result<QSqlQuery> Server::Connection::run(const QString &sql)
{
    m_state.clear();
    QSqlQuery query(database());
    if (query.exec(sql)) return query;
    const QSqlError error = query.lastError();
    m_state = error.nativeErrorCode();
    // Class 57P: the server ends; none at all: the line was cut.
    if (m_state.isEmpty() || m_state.startsWith(QLatin1String("57P")) || m_state.startsWith(QLatin1String("08"))) {
        return fail(ErrorCode::Io, "the connection to " + displayText(m_uri) + " was cut; what was told is kept on both sides, run the same command again");
    }
    return fail(ErrorCode::Database, displayText(m_uri) + " refuses: " + firstLine(error));
}

} // namespace taraf::listens
