#pragma once

namespace taraf::gui {

/// The system's language for all that is tr(), if there is a translation; once in a program.
void installTranslations();

} // namespace taraf::gui
