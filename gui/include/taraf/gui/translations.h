/// @file The words of the panel and of the plugins in the language of the system.
#pragma once

namespace taraf::gui {

/// For all that is tr(), if there is a translation. Once is enough; the panel does it too. Threads: the main one; a QCoreApplication must exist.
void installTranslations();

} // namespace taraf::gui
