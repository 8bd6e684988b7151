#include "translations.h"

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
    if (translator->load(QLocale(), QStringLiteral("taraf"), QStringLiteral("_"), QStringLiteral(":/i18n"))) QCoreApplication::installTranslator(translator);
}

} // namespace taraf::gui
