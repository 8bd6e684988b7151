/// @file Questions and jobs, by tarafd where one runs, else by this process itself.
#pragma once

#include "context.h"

#include "taraf/service/desk.h"
#include "taraf/service/orders.h"

namespace taraf::cli {

/// A name of the command line as a seed of a question: absolute where such a file is there, as a URI where it is no text.
[[nodiscard]] QString seedOf(const std::string &argument);
[[nodiscard]] QJsonArray seedsOf(const std::vector<std::string> &arguments);

/// Errors: those of Desk::answer().
[[nodiscard]] Result<QJsonObject> ask(const Context &context, service::Question question, const QJsonObject &asked);

/// Shows progress and notes. Errors: what the job says, Cancelled.
[[nodiscard]] Result<QJsonObject> rescanJob(const Context &context, const std::vector<std::string> &folders, const QJsonObject &options);
[[nodiscard]] Result<QJsonObject> tuneJob(const Context &context, const QJsonObject &options);
/// A job of this process's own, whether tarafd runs or not: `arguments` as taraf-work takes them, `input` what it reads. Errors: likewise.
[[nodiscard]] Result<QJsonObject> job(const Context &context, const std::vector<std::string> &arguments, const std::string &input = {});

} // namespace taraf::cli
