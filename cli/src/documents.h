/// @file The JSON documents of the contract, printed.
#pragma once

#include "taraf/service/documents.h"

namespace taraf::cli {

using service::document;
using service::text;

/// Exactly one document on stdout. Errors: Io (stdout is closed or full).
[[nodiscard]] Result<> print(const QJsonObject &document);

} // namespace taraf::cli
