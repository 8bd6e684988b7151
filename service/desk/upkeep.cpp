#include "questions.h"

#include "fields.h"
#include "taraf/answer/upkeep.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

namespace taraf::service {

Result<QJsonObject> exclusions(const Home &home, const QJsonObject &asked)
{
    if (auto checked = Fields(asked).checked(); !checked) return fail(std::move(checked).error());
    const auto all = answer::exclusions(home);
    QJsonArray expressions;
    if (all) {
        for (const std::string &each : *all) expressions.append(text(each));
    } else if (all.error().code != ErrorCode::NotFound) {
        return fail(all.error());
    }
    return QJsonObject{{QStringLiteral("exclusions"), expressions}};
}

Result<QJsonObject> exclude(const Home &home, const QJsonObject &asked)
{
    Fields fields(asked);
    const std::string expression = fields.string(QStringLiteral("expression"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto hidden = answer::exclude(home, expression);
    return hidden ? Result<QJsonObject>(QJsonObject{{QStringLiteral("hidden"), static_cast<qint64>(*hidden)}}) : fail(hidden.error());
}

Result<QJsonObject> include(const Home &home, const QJsonObject &asked)
{
    Fields fields(asked);
    const std::string expression = fields.string(QStringLiteral("expression"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto included = answer::include(home, expression);
    return included ? Result<QJsonObject>(QJsonObject()) : fail(included.error());
}

Result<QJsonObject> removeRoot(const Home &home, const QJsonObject &asked)
{
    Fields fields(asked);
    std::string folder = fields.string(QStringLiteral("folder"));
    if (auto named = pathOfUri(folder)) folder = *std::move(named);
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto removed = answer::removeRoot(home, folder);
    return removed ? Result<QJsonObject>(QJsonObject()) : fail(removed.error());
}

} // namespace taraf::service
