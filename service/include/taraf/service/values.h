/// @file Documents as they travel over D-Bus, and back.
#pragma once

#include "taraf/base/error.h"

#include <QJsonObject>
#include <QString>
#include <QVariantMap>

namespace taraf::service {

/// Lists become av, numbers x or d (a key always has the same of both), null is left out.
[[nodiscard]] QVariantMap toValues(const QJsonObject &document);
/// What QtDBus hands over, its nested arguments unpacked.
[[nodiscard]] QJsonObject fromValues(const QVariantMap &values);

/// "org.taraf.Taraf1.Error.NotFound" for ErrorCode::NotFound, and back; other people's errors are Internal.
[[nodiscard]] QString errorName(ErrorCode code);
[[nodiscard]] ErrorCode errorCode(const QString &name);

} // namespace taraf::service
