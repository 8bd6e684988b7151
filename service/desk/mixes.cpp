#include "questions.h"

#include "asked.h"
#include "taraf/answer/mixes.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

#include <QDateTime>
#include <QTimeZone>

namespace taraf::service {
namespace {

enum class Tracks { With, Without };

QJsonObject document(const answer::MixAnswer &mix, Tracks with)
{
    QJsonArray lists;
    for (const answer::MixList &each : mix.lists) {
        QJsonArray tracks, covers;
        for (const Track &cover : each.covers) covers.append(text(fileUri(cover.path)));
        QJsonObject list{{QStringLiteral("title"), text(each.title)}, {QStringLiteral("description"), text(each.description)}, {QStringLiteral("count"), static_cast<qint64>(each.tracks.size())},
                         {QStringLiteral("covers"), covers}};
        for (const answer::TrackAnswer &track : each.tracks) tracks.append(service::document(track, Scores::Without));
        if (with == Tracks::With) list[u"tracks"] = tracks;
        lists.append(list);
    }
    return {{QStringLiteral("kind"), text(mix.kind)}, {QStringLiteral("title"), text(mix.title)}, {QStringLiteral("about"), text(mix.about)},
            {QStringLiteral("made_at"), QDateTime::fromSecsSinceEpoch(mix.madeAt.count(), QTimeZone::UTC).toString(Qt::ISODate)}, {QStringLiteral("nothing"), text(mix.nothing)},
            {QStringLiteral("lists"), lists}};
}

} // namespace

Result<QJsonObject> mix(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    answer::MixQuestion question{.kind = fields.string(QStringLiteral("kind"))};
    if (fields.has(u"count")) question.count = fields.count(QStringLiteral("count"), 0, 1, kMost);
    if (fields.has(u"seed")) question.seed = fields.count(QStringLiteral("seed"), 0, 0, std::size_t{1} << 53U);
    question.force = fields.flag(QStringLiteral("force"));
    question.settings = fields.texts(QStringLiteral("settings"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto mix = answer::mix(answers, question);
    return mix ? Result<QJsonObject>(document(*mix, Tracks::With)) : fail(mix.error());
}

Result<QJsonObject> mixes(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    if (auto checked = Fields(asked).checked(); !checked) return fail(std::move(checked).error());
    const auto all = answer::mixes(answers, stop);
    if (!all) return fail(all.error());
    QJsonArray mixes;
    for (const answer::MixAnswer &each : *all) mixes.append(document(each, Tracks::Without));
    return QJsonObject{{QStringLiteral("mixes"), mixes}};
}

Result<QJsonObject> refreshMixes(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    if (auto checked = Fields(asked).checked(); !checked) return fail(std::move(checked).error());
    const auto isChanged = answer::refreshMixes(answers, stop);
    return isChanged ? Result<QJsonObject>(QJsonObject{{QStringLiteral("changed"), *isChanged}}) : fail(isChanged.error());
}

} // namespace taraf::service
