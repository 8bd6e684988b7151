#include "taraf/service/desk.h"

#include "fields.h"
#include "seeds.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

#include <cmath>
#include <limits>
#include <random>
#include <sys/stat.h>

namespace taraf::service {
namespace {

constexpr double kForEver = std::numeric_limits<double>::infinity();
constexpr std::size_t kMost = 10'000;

Focus focusOf(Fields &fields)
{
    const std::string named = fields.string(QStringLiteral("focus"), std::string(name(Focus::Overall)));
    for (const Focus focus : {Focus::Overall, Focus::Genre, Focus::Mood, Focus::Instrumentation}) {
        if (name(focus) == named) return focus;
    }
    fields.refuse("\"focus\" is overall, genre, mood or instrumentation, not " + displayText(named));
    return Focus::Overall;
}

std::optional<Span> partOf(Fields &fields)
{
    if (!fields.has(u"from") && !fields.has(u"to")) return std::nullopt;
    const double from = fields.number(QStringLiteral("from"), 0, 0, 1e6), to = fields.number(QStringLiteral("to"), kForEver, 0, 1e6);
    return Span{Seconds(from), Seconds(to)};
}

std::vector<Named> namedIn(const std::vector<std::string> &names)
{
    std::vector<Named> all;
    for (const std::string &each : names) all.push_back({.argument = each});
    return all;
}

/// Seeds, a part of the only one, and clips.
std::vector<Named> askedWith(Fields &fields)
{
    std::vector<Named> all = namedIn(fields.names(QStringLiteral("seeds")));
    if (const auto part = partOf(fields)) {
        if (all.size() == 1) all.front().part = part;
        else fields.refuse("\"from\" and \"to\" take a part of one seed; for parts of several use \"clips\"");
    }
    for (const QJsonObject &clip : fields.objects(QStringLiteral("clips"))) {
        Fields each(clip);
        Named named{.argument = each.string(QStringLiteral("path")), .part = partOf(each)};
        if (each.has(u"focus")) named.focus = focusOf(each);
        if (auto checked = each.checked(); !checked) fields.refuse("in \"clips\": " + checked.error().message);
        all.push_back(std::move(named));
    }
    if (all.empty()) fields.refuse("name what it starts from: a track, an album, a playlist or any audio file");
    return all;
}

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

template<class Answers> QJsonArray documents(const Answers &answers)
{
    QJsonArray array;
    for (const auto &each : answers) {
        if constexpr (requires { each.album.artist; }) array.append(service::document(each));
        else array.append(service::document(each, Scores::With));
    }
    return array;
}

Result<QJsonObject> similar(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    Fields fields(asked);
    const auto named = askedWith(fields), unlike = namedIn(fields.names(QStringLiteral("minus")));
    answer::SimilarQuestion question{.seeds = {}, .minus = {}, .count = fields.count(QStringLiteral("count"), 20, 1, kMost), .focus = focusOf(fields)};
    const bool albums = fields.flag(QStringLiteral("albums"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    auto seeds = findSeeds(stop, answers, named);
    if (!seeds) return fail(std::move(seeds).error());
    auto minus = findSeeds(stop, answers, unlike);
    if (!minus) return fail(std::move(minus).error());
    question.seeds = *std::move(seeds);
    question.minus = *std::move(minus);

    QJsonArray results;
    if (albums) {
        const auto found = answers.similarAlbums(question);
        if (!found) return fail(found.error());
        results = documents(*found);
    } else {
        const auto found = answers.similar(question);
        if (!found) return fail(found.error());
        results = documents(*found);
    }
    const QJsonObject query{{QStringLiteral("seeds"), document(question.seeds, question.focus)},
                            {QStringLiteral("minus"), document(question.minus, question.focus)},
                            {QStringLiteral("focus"), text(name(question.focus))}};
    return QJsonObject{{QStringLiteral("query"), query}, {QStringLiteral("results"), results}};
}

Result<QJsonObject> radio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop)
{
    Fields fields(asked);
    const auto named = askedWith(fields);
    answer::RadioQuestion question{.seeds = {}, .length = fields.count(QStringLiteral("length"), 50, 1, kMost),
                                   .perArtist = fields.count(QStringLiteral("per_artist"), 2, 1, kMost),
                                   .seed = fields.has(u"seed") ? fields.count(QStringLiteral("seed"), 0, 0, std::size_t{1} << 53U) : std::random_device{}(),
                                   .focus = focusOf(fields)};
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    auto seeds = findSeeds(stop, answers, named);
    if (!seeds) return fail(std::move(seeds).error());
    question.seeds = *std::move(seeds);
    const auto radio = answers.radio(question);
    if (!radio) return fail(radio.error());
    QJsonArray tracks, notes;
    for (const answer::TrackAnswer &track : radio->tracks) tracks.append(service::document(track, Scores::Without));
    for (const std::string &note : radio->notes) notes.append(text(note));
    return QJsonObject{{QStringLiteral("title"), text(radio->title)}, {QStringLiteral("tracks"), tracks}, {QStringLiteral("notes"), notes}};
}

Result<QJsonObject> search(const answer::Answers &answers, const QJsonObject &asked)
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

} // namespace

Result<const answer::Answers *> Desk::answers()
{
    struct stat there{};
    const bool isThere = ::stat(m_home.library().c_str(), &there) == 0;
    if (!isThere || there.st_ino != m_library) m_answers.reset(); // somebody put another in its place
    if (!m_answers) {
        m_library = isThere ? there.st_ino : 0;
        auto opened = answer::Answers::open(m_home);
        if (!opened) return fail(std::move(opened).error());
        m_answers.emplace(*std::move(opened));
    }
    return &*m_answers;
}

Result<QJsonObject> Desk::answer(Question question, const QJsonObject &asked, const std::stop_token &stop)
{
    const auto answers = this->answers();
    if (question == Question::Status) {
        if (!answers && answers.error().code == ErrorCode::NotFound) return service::document(answer::Status{});
        if (!answers) return fail(answers.error());
        const auto status = (*answers)->status();
        return status ? Result<QJsonObject>(service::document(*status)) : fail(status.error());
    }
    if (!answers) return fail(answers.error());
    switch (question) {
    case Question::Similar: return similar(**answers, asked, stop);
    case Question::Radio: return radio(**answers, asked, stop);
    case Question::Search: return search(**answers, asked);
    case Question::Status: break;
    }
    return fail(ErrorCode::Internal, "a question that nobody answers");
}

} // namespace taraf::service
