#include "questions.h"

#include "fields.h"
#include "taraf/answer/opinions.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

#include <QDateTime>
#include <QTimeZone>

namespace taraf::service {
namespace {

QJsonObject document(const answer::Judged &judged)
{
    QJsonObject object{{QStringLiteral("of"), text(name(judged.of))}, {QStringLiteral("name"), text(judged.name)}, {QStringLiteral("path"), text(judged.path)},
                       {QStringLiteral("uri"), judged.path.empty() ? QString() : text(fileUri(judged.path))},
                       {QStringLiteral("changed_at"), QDateTime::fromSecsSinceEpoch(judged.changedAt.count(), QTimeZone::UTC).toString(Qt::ISODate)}};
    addOpinion(object, judged.opinion);
    return object;
}

} // namespace

Result<QJsonObject> rate(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const auto subjects = fields.names(QStringLiteral("subjects"));
    answer::OpinionChange change;
    if (fields.has(u"rating")) change.rating = static_cast<int>(fields.count(QStringLiteral("rating"), 0, 0, kHighestRating));
    if (fields.has(u"feeling")) {
        change.feeling = feelingOf(fields.string(QStringLiteral("feeling")));
        if (!change.feeling) fields.refuse("\"feeling\" is love, hate, reject or none");
    }
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto judged = answer::judge(answers, subjects, change);
    if (!judged) return fail(judged.error());
    QJsonArray rated;
    for (const answer::Judged &each : *judged) {
        QJsonObject object = document(each), former;
        addOpinion(former, each.former);
        object[u"former"] = former;
        rated.append(object);
    }
    return QJsonObject{{QStringLiteral("rated"), rated}};
}

Result<QJsonObject> ratings(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    if (auto checked = Fields(asked).checked(); !checked) return fail(std::move(checked).error());
    const auto all = answer::opinions(answers);
    if (!all) return fail(all.error());
    QJsonArray ratings;
    for (const answer::Judged &each : *all) ratings.append(document(each));
    return QJsonObject{{QStringLiteral("ratings"), ratings}};
}

} // namespace taraf::service
