#include "taraf/gui/translations.h"

#include <QCoreApplication>
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
    }
}

} // namespace taraf::gui
