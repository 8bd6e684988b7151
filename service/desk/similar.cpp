#include "questions.h"

#include "asked.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

#include <cmath>

namespace taraf::service {
namespace {

QJsonArray document(const std::vector<answer::Seed> &seeds, Focus focus)
{
    QJsonArray array;
    for (const answer::Seed &seed : seeds) {
        QJsonObject object{{QStringLiteral("path"), text(seed.path)}, {QStringLiteral("uri"), text(fileUri(seed.path))},
                           {QStringLiteral("label"), text(seed.label)}, {QStringLiteral("focus"), text(name(seed.focus.value_or(focus)))}};
        if (seed.part) object[u"from"] = seed.part->from.count();
        if (seed.part && std::isfinite(seed.part->to.count())) object[u"to"] = seed.part->to.count();
        array.append(object);
    }
    return array;
}

QJsonObject queryOf(const answer::SimilarQuestion &question)
{
    return {{QStringLiteral("seeds"), document(question.seeds, question.focus)},
            {QStringLiteral("minus"), document(question.minus, question.focus)},
            {QStringLiteral("focus"), text(name(question.focus))}};
}

template<class Version> QJsonArray documents(const std::vector<Version> &versions)
{
    QJsonArray array;
    for (const Version &version : versions) array.append(service::document(version));
    return array;
}

/// "left_out" only where there is something to tell.
QJsonObject answerOf(const answer::SimilarQuestion &question, const QJsonArray &results, const QJsonArray &leftOut)
{
    QJsonObject answer{{QStringLiteral("query"), queryOf(question)}, {QStringLiteral("results"), results}};
    if (!leftOut.isEmpty()) answer[u"left_out"] = leftOut;
    return answer;
}

Result<QJsonObject> albums(const answer::Answers &answers, const answer::SimilarQuestion &question)
{
    const auto found = answers.similarAlbums(question);
    if (!found) return fail(found.error());
    return answerOf(question, documents(found->albums), documents(found->ofSeeds));
}

Result<QJsonObject> tracks(const answer::Answers &answers, const answer::SimilarQuestion &question)
{
    const auto found = answers.similar(question);
    if (!found) return fail(found.error());
    QJsonArray results;
    for (const answer::TrackAnswer &track : found->tracks) results.append(service::document(track, Scores::With));
    return answerOf(question, results, documents(found->ofSeeds));
}

} // namespace

Result<QJsonObject> similar(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    Fields fields(asked);
    const auto named = askedWith(fields), unlike = namedIn(fields.names(QStringLiteral("minus")));
    answer::SimilarQuestion question{.seeds = {}, .minus = {}, .count = fields.count(QStringLiteral("count"), 20, 1, kMost), .focus = focusOf(fields)};
    const bool wantsAlbums = fields.flag(QStringLiteral("albums"));
    question.unheard = fields.flag(QStringLiteral("unheard"));
    if (question.unheard && !wantsAlbums) fields.refuse("\"unheard\" is asked of albums");
    takeRules(fields, question);
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    auto seeds = findSeeds(stop, answers, named);
    if (!seeds) return fail(std::move(seeds).error());
    auto minus = findSeeds(stop, answers, unlike);
    if (!minus) return fail(std::move(minus).error());
    question.seeds = *std::move(seeds);
    question.minus = *std::move(minus);
    return wantsAlbums ? albums(answers, question) : tracks(answers, question);
}

Result<QJsonObject> path(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    Fields fields(asked);
    const auto ends = namedIn({fields.string(QStringLiteral("from")), fields.string(QStringLiteral("to"))});
    if (ends.front().argument.empty() || ends.back().argument.empty()) fields.refuse("a path goes \"from\" one track \"to\" another");
    answer::PathQuestion question{.from = {}, .to = {}, .length = fields.count(QStringLiteral("length"), 12, 2, 1000), .focus = focusOf(fields)};
    takeRules(fields, question);
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    auto seeds = findSeeds(stop, answers, ends);
    if (!seeds) return fail(std::move(seeds).error());
    question.from = std::move(seeds->front());
    question.to = std::move(seeds->back());
    const auto found = answers.path(question);
    return found ? Result<QJsonObject>(service::document(*found)) : fail(found.error());
}

Result<QJsonObject> search(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &)
{
    Fields fields(asked);
    const std::string words = fields.string(QStringLiteral("words"));
    const std::size_t count = fields.count(QStringLiteral("count"), 20, 1, 1000);
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto found = answers.search(words, count);
    if (!found) return fail(found.error());
    QJsonArray tracks, albums;
    for (const Track &track : found->tracks) tracks.append(service::document(track));
    for (const std::vector<Track> &album : found->albums) albums.append(albumDocument(album));
    return QJsonObject{{QStringLiteral("tracks"), tracks}, {QStringLiteral("albums"), albums}};
}

} // namespace taraf::service
