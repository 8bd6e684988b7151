#include "taraf/gui/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace taraf::gui {

void installTranslations()
{
    static bool done = false; // a player may make its panel anew
    if (done) return;
    done = true;
    auto *translator = new QTranslator(QCoreApplication::instance());
    const QString name = QStringLiteral("taraf"), between = QStringLiteral("_"), place = QStringLiteral(":/i18n");
    // English is there for its plurals.
    if (translator->load(QLocale(), name, between, place) || translator->load(QLocale(QLocale::English), name, between, place)) {
        QCoreApplication::installTranslator(translator);
        // Qt's own words in the same language: Close, Save, Cancel, and the menu of a line.
        auto *buttons = new QTranslator(QCoreApplication::instance());
        if (buttons->load(QLocale(translator->language()), QStringLiteral("qtbase"), between, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) QCoreApplication::installTranslator(buttons);
    }
}

} // namespace taraf::gui
