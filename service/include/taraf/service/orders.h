/// @file Jobs as they are ordered: documents, and taraf-work's command lines.
#pragma once

#include "taraf/base/error.h"

#include <QJsonObject>
#include <QStringList>

#include <string>
#include <vector>

namespace taraf::service {

struct Order {
    std::vector<std::string> arguments;
    bool isMine = false; ///< cancelled when who ordered it leaves
};

/// Folders are absolute paths or file URIs. The options are those of the interface's Rescan() and Tune(). Errors: InvalidArgument.
[[nodiscard]] Result<Order> rescanOrder(const QStringList &folders, const QJsonObject &options);
[[nodiscard]] Result<Order> tuneOrder(const QJsonObject &options);

} // namespace taraf::service
