/// @file tarafd, asked by a program that has no event loop of its own.
#pragma once

#include "taraf/base/home.h"
#include "taraf/base/progress.h"

#include <QDBusConnection>
#include <QJsonObject>
#include <QString>
#include <QVariantList>

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace taraf::service {

/// What happens to a job meanwhile; each may be empty.
struct Events {
    ProgressSink progress;
    std::function<void(const std::string &note)> note;
};

/// Threads: one at a time. While it asks, it runs an event loop of that thread, which must have none.
class Client
{
public:
    /// The tarafd of this session, if one runs and keeps this library. None is started.
    [[nodiscard]] static std::optional<Client> running(const Home &home);

    /// Calls a method that answers with a{sv}, or with nothing, which is {}. Nothing: tarafd has ended meanwhile, without an answer.
    /// Errors: what tarafd says; Cancelled.
    [[nodiscard]] Result<std::optional<QJsonObject>> ask(const QString &method, const QVariantList &arguments, const std::stop_token &stop);

    /// Calls a method that starts a job, and follows it to its end; a stop cancels it. Nothing: tarafd has ended meanwhile, and the job with it.
    /// Errors: what the job says; Cancelled.
    [[nodiscard]] Result<std::optional<QJsonObject>> run(const QString &method, const QVariantList &arguments, const Events &events, const std::stop_token &stop);

private:
    explicit Client(QDBusConnection bus) : m_bus(std::move(bus)) {}

    QDBusConnection m_bus;
};

} // namespace taraf::service
