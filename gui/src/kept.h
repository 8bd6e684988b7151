#pragma once

#include <QSettings>

namespace taraf::gui {

/// What the panel remembers between runs, whatever program hosts it.
[[nodiscard]] inline QSettings kept() { return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("taraf"), QStringLiteral("panel")); }

} // namespace taraf::gui
