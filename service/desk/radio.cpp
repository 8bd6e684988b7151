#include "questions.h"

#include "asked.h"
#include "taraf/answer/radios.h"
#include "taraf/service/documents.h"

#include <QDateTime>
#include <QTimeZone>

#include <random>

namespace taraf::service {
namespace {

Result<answer::RadioQuestion> questionOf(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    Fields fields(asked);
    const auto named = askedWith(fields), unlike = namedIn(fields.names(QStringLiteral("minus")));
    answer::RadioQuestion question{.seeds = {}, .length = fields.count(QStringLiteral("length"), 50, 1, kMost),
                                   .seed = fields.has(u"seed") ? fields.count(QStringLiteral("seed"), 0, 0, std::size_t{1} << 53U) : std::random_device{}(),
                                   .focus = focusOf(fields)};
    question.albums = fields.flag(QStringLiteral("albums"));
    takeRules(fields, question);
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    auto seeds = findSeeds(stop, answers, named);
    if (!seeds) return fail(std::move(seeds).error());
    question.seeds = *std::move(seeds);
    auto minus = findSeeds(stop, answers, unlike);
    if (!minus) return fail(std::move(minus).error());
    question.minus = *std::move(minus);
    return question;
}

RadioId radioIn(Fields &fields) { return RadioId(static_cast<std::int64_t>(fields.count(QStringLiteral("radio"), 0, 0, std::size_t{1} << 53U))); }

QJsonObject document(const answer::RadioPart &part)
{
    QJsonObject document = service::document(part.answer);
    document[u"radio"] = static_cast<qint64>(part.id.value());
    return document;
}

QString timeOf(UnixTime time) { return QDateTime::fromSecsSinceEpoch(time.count(), QTimeZone::UTC).toString(Qt::ISODate); }

Result<QJsonObject> done(const Result<> &result) { return result ? Result<QJsonObject>(QJsonObject()) : fail(result.error()); }

} // namespace

Result<QJsonObject> radio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    const auto question = questionOf(answers, asked, stop);
    if (!question) return fail(question.error());
    const auto radio = answers.radio(*question);
    return radio ? Result<QJsonObject>(service::document(*radio)) : fail(radio.error());
}

Result<QJsonObject> startRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    const auto question = questionOf(answers, asked, stop);
    if (!question) return fail(question.error());
    const auto part = answer::startRadio(answers, *question);
    return part ? Result<QJsonObject>(document(*part)) : fail(part.error());
}

Result<QJsonObject> moreRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const RadioId radio = radioIn(fields);
    const std::size_t count = fields.count(QStringLiteral("count"), 10, 1, kMost);
    const bool explain = fields.flag(QStringLiteral("explain"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto part = answer::continueRadio(answers, radio, count, explain);
    return part ? Result<QJsonObject>(document(*part)) : fail(part.error());
}

Result<QJsonObject> tellRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const RadioId radio = radioIn(fields);
    const std::string track = fields.string(QStringLiteral("track")), event = fields.string(QStringLiteral("event"));
    const auto state = radioStateOf(event);
    if (!state) fields.refuse("\"event\" is played, skipped, rejected, removed or given");
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto found = answers.find(track);
    if (!found) return fail(found.error());
    if (found->kind != answer::Seed::Kind::Track) return fail(ErrorCode::InvalidArgument, "a radio is told of tracks of the collection, and " + track + " is none");
    return done(answer::tellRadio(answers.home(), radio, found->recordings.front(), *state));
}

Result<QJsonObject> radios(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    if (auto checked = Fields(asked).checked(); !checked) return fail(std::move(checked).error());
    const auto kept = answer::radios(answers.home());
    if (!kept) return fail(kept.error());
    QJsonArray radios;
    for (const answer::KeptRadio &each : *kept) {
        radios.append(QJsonObject{{QStringLiteral("radio"), static_cast<qint64>(each.id.value())}, {QStringLiteral("title"), text(each.title)},
                                  {QStringLiteral("started_at"), timeOf(each.startedAt)}, {QStringLiteral("changed_at"), timeOf(each.changedAt)},
                                  {QStringLiteral("count"), static_cast<qint64>(each.tracks)}});
    }
    return QJsonObject{{QStringLiteral("radios"), radios}};
}

Result<QJsonObject> radioTracks(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const RadioId radio = radioIn(fields);
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto given = answer::radioTracks(answers.home(), radio);
    if (!given) return fail(given.error());
    QJsonArray tracks;
    for (const answer::RadioTrack &each : *given) {
        QJsonObject track = service::document(each.answer, Scores::Without);
        track[u"event"] = text(name(each.state));
        tracks.append(track);
    }
    return QJsonObject{{QStringLiteral("tracks"), tracks}};
}

Result<QJsonObject> removeRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const RadioId radio = radioIn(fields);
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    return done(answer::removeRadio(answers.home(), radio));
}

} // namespace taraf::service
