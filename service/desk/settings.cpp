#include "questions.h"

#include "fields.h"
#include "taraf/answer/rules.h"
#include "taraf/service/documents.h"

namespace taraf::service {

Result<QJsonObject> settings(const Home &home, const QJsonObject &asked)
{
    if (auto checked = Fields(asked).checked(); !checked) return fail(std::move(checked).error());
    const auto rules = answer::rulesInForce(home);
    if (!rules) return fail(rules.error());
    QJsonArray settings;
    for (const answer::RuleInForce &rule : *rules) {
        QJsonArray values;
        for (const auto &[question, value, fallback] : rule.values) {
            values.append(QJsonObject{{QStringLiteral("question"), text(question)}, {QStringLiteral("setting"), text(value)}, {QStringLiteral("default"), text(fallback)}});
        }
        settings.append(QJsonObject{{QStringLiteral("name"), text(rule.name)}, {QStringLiteral("about"), text(rule.sentence)}, {QStringLiteral("range"), text(rule.range)},
                                    {QStringLiteral("unit"), text(rule.unit)}, {QStringLiteral("is_kept"), rule.isKept}, {QStringLiteral("values"), values}});
    }
    return QJsonObject{{QStringLiteral("settings"), settings}};
}

Result<QJsonObject> set(const Home &home, const QJsonObject &asked)
{
    Fields fields(asked);
    const std::string name = fields.string(QStringLiteral("name")), setting = fields.string(QStringLiteral("setting"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto kept = answer::keepRule(home, name, setting);
    return kept ? Result<QJsonObject>(QJsonObject()) : fail(kept.error());
}

Result<QJsonObject> reset(const Home &home, const QJsonObject &asked)
{
    Fields fields(asked);
    const std::string name = fields.string(QStringLiteral("name"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto reset = answer::resetRule(home, name);
    return reset ? Result<QJsonObject>(QJsonObject()) : fail(reset.error());
}

} // namespace taraf::service
