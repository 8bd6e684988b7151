/// @file A connection to a server, and what its refusals mean.
#pragma once

#include "taraf/listens/server.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

namespace taraf::listens {

class Server::Connection
{
public:
    explicit Connection(std::string uri);
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    ~Connection();

    [[nodiscard]] QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }
    Result<> open(const std::string &options);
    /// One statement, or several; its rows are the query's.
    Result<QSqlQuery> run(const QString &sql);
    /// The SQLSTATE of the last refusal; empty: none, or the connection is gone.
    [[nodiscard]] const QString &state() const noexcept { return m_state; }
    [[nodiscard]] const std::string &uri() const noexcept { return m_uri; }

private:
    std::string m_uri;
    QString m_name, m_state;
};

/// A name, and a text, as SQL has them.
[[nodiscard]] std::string sqlName(std::string_view name);
[[nodiscard]] std::string sqlText(std::string_view text);

} // namespace taraf::listens
