#include "taraf/answer/evaluate.h"
#include "taraf/answer/model.h"

#include "everyone.h"
#include "lines.h"
#include "taraf/base/path.h"
#include "taraf/judge/figures.h"
#include "trial.h"

#include <algorithm>
#include <cmath>

namespace taraf::answer {
namespace {

using judge::Item;

/// Does the map that made the vectors know who made the music? Then it was told the labels it is judged by.
bool knowsShelves(const Home &home)
{
    const auto made = model(home);
    return made && made->shelves.isThere();
}

Result<> checked(const EvaluationQuestion &question)
{
    if (question.labels == "artist" && question.artistFilter == ArtistFilter::On) {
        return fail(ErrorCode::InvalidArgument, "with --artist-filter nobody of the same artist is left to be found; judge another label, or leave the filter out");
    }
    if (question.neighbours.empty()) return {};
    if (!question.foci.empty() || question.againstExact || question.index != IndexChoice::Auto) {
        return fail(ErrorCode::InvalidArgument, "--neighbours judges a list as it is; it takes neither --focus, --index nor --against");
    }
    return {};
}

/// Tracks by one artist are drawn together, a track of nobody's by itself.
judge::Bootstrap bootstrapOver(const TestSet &set, std::span<const Item> tracks)
{
    std::uint32_t nobodys = 0;
    for (const auto &artists : set.artists()) {
        for (const std::uint32_t artist : artists) nobodys = std::max(nobodys, artist + 1);
    }
    std::vector<std::uint32_t> clusters;
    for (const Item track : tracks) clusters.push_back(set.artists()[track].empty() ? nobodys + track : set.artists()[track].front());
    return judge::Bootstrap(clusters);
}

/// Who asks, of those that are labelled.
Result<std::vector<bool>> readQueries(TestSet &set, const std::string &file, std::vector<std::string> &notes)
{
    if (file.empty()) return std::vector<bool>(set.size(), true);
    auto lines = Lines::open(file);
    if (!lines) return fail(std::move(lines).error());
    std::vector<bool> asks(set.size());
    std::size_t strangers = 0, known = 0;
    while (true) {
        const auto line = lines->next();
        if (!line) return fail(line.error());
        if (!*line) break;
        std::string_view rest = **line;
        const std::string_view path = takeField(rest);
        if (path.empty() || (lines->number() == 1 && comparable(path) == "path")) continue;
        const auto track = set.find(path);
        if (!track || !set.isLabelled(*track)) {
            ++strangers;
        } else if (!asks[*track]) {
            asks[*track] = true;
            ++known;
        }
    }
    if (known == 0) return fail(ErrorCode::Corrupt, displayText(file) + " names no track that is labelled; it takes a path a line, absolute or from the folder on");
    if (strangers > 0) notes.push_back(std::to_string(strangers) + (strangers == 1 ? " line of " : " lines of ") + displayText(file) + " name no track that is labelled");
    return asks;
}

/// The tracks of a set by what they do in it.
struct Parties {
    std::vector<Item> members, queries;
};

Result<Parties> partiesOf(const TestSet &set, const std::vector<bool> &asks)
{
    Parties parties;
    for (Item track = 0; track < set.size(); ++track) {
        if (!set.isLabelled(track)) continue;
        parties.members.push_back(track);
        if (asks[track]) parties.queries.push_back(track);
    }
    if (parties.members.size() < 2) {
        return fail(ErrorCode::NotFound, "fewer than two tracks below " + displayText(set.folder()) + " can be judged by these labels; with --labels folder the music has to lie in folders below it");
    }
    if (parties.queries.empty()) return fail(ErrorCode::NotFound, "none of the tracks that should ask has neighbours in the list");
    return parties;
}

/// What the labels are like, and what neighbours drawn by lot would come to.
void describe(const TestSet &set, ArtistFilter filter, const Parties &parties, Evaluation &evaluation)
{
    evaluation.folder = set.folder().empty() ? "/" : set.folder();
    evaluation.tracks = parties.members.size();
    evaluation.queries = parties.queries.size();
    std::vector<std::uint32_t> artists;
    for (const auto &each : set.artists()) artists.insert(artists.end(), each.begin(), each.end());
    std::ranges::sort(artists);
    evaluation.artists = static_cast<std::size_t>(std::ranges::unique(artists).begin() - artists.begin());
    std::vector<double> chances, bests;
    for (const LabelColumn &column : set.columns()) {
        EvaluatedColumn described{.name = column.name, .isNumeric = column.isNumeric, .tracks = 0, .classes = 0, .chance = std::nan(""), .best = std::nan(""), .alone = 0};
        std::vector<bool> appears(column.names.size());
        for (const std::uint32_t each : column.classes) {
            if (each == kNoLabel) continue;
            ++described.tracks;
            appears[each] = true;
        }
        if (!column.isNumeric) {
            const auto chance = judge::chance(column.classes, parties.queries, filter == ArtistFilter::On ? judge::Memberships(set.artists()) : judge::Memberships());
            described.classes = static_cast<std::size_t>(std::ranges::count(appears, true));
            described.chance = chance.precision;
            described.best = chance.best;
            described.alone = chance.alone;
        }
        chances.push_back(described.chance);
        bests.push_back(described.best);
        evaluation.columns.push_back(std::move(described));
    }
    evaluation.chance = judge::meanOfKnown(chances);
    evaluation.best = judge::meanOfKnown(bests);
}

Result<> checkFilter(const TestSet &set, ArtistFilter filter)
{
    if (filter == ArtistFilter::Off || set.knowsArtists()) return {};
    return fail(ErrorCode::NotFound, "--artist-filter has to know who a track is by: tag the music and scan it, or give the table of labels a column \"artist\"");
}

Result<Evaluation> judgeList(const Home &home, const EvaluationQuestion &question, const std::stop_token &stop, const ProgressSink &progress)
{
    auto set = TestSet::gather(home, question, nullptr);
    if (!set) return fail(std::move(set).error());
    if (auto known = checkFilter(*set, question.artistFilter); !known) return fail(std::move(known).error());
    Trial trial(*set, {.artistFilter = question.artistFilter, .least = 0});
    if (auto read = trial.read(*set, question.neighbours, stop, progress); !read) return fail(std::move(read).error());
    Evaluation evaluation;
    evaluation.notes = set->notes();
    set->close([&](std::uint32_t track) { return trial.isNamed(track); });
    auto asks = readQueries(*set, question.queries, evaluation.notes);
    if (!asks) return fail(std::move(asks).error());
    std::size_t silent = 0;
    for (Item track = 0; track < set->size(); ++track) {
        if (trial.hasRows(track)) continue;
        (*asks)[track] = false;
        silent += set->isLabelled(track) ? 1U : 0U;
    }
    if (trial.strangers() > 0) evaluation.notes.push_back(std::to_string(trial.strangers()) + (trial.strangers() == 1 ? " track" : " tracks") + " in the list ask without a label, and are left out");
    if (silent > 0) evaluation.notes.push_back(std::to_string(silent) + (silent == 1 ? " track is" : " tracks are") + " in the list as neighbours only: they answer, and do not ask");
    const auto parties = partiesOf(*set, *asks);
    if (!parties) return fail(parties.error());
    describe(*set, question.artistFilter, *parties, evaluation);
    progress({.phase = "judging", .done = 0, .total = 0, .item = {}});
    evaluation.foci.push_back({.name = "list", .figures = trial.figures(parties->queries, bootstrapOver(*set, parties->queries), parties->members, bootstrapOver(*set, parties->members)),
                               .exact = {}, .recall = {}});
    return evaluation;
}

Result<Evaluation> judgeIndex(const Home &home, const EvaluationQuestion &question, const std::stop_token &stop, const ProgressSink &progress)
{
    // The graph is what is in question where it is held against the scan.
    const auto index = openIndex(home, question.againstExact && question.index == IndexChoice::Auto ? IndexChoice::Hnsw : question.index);
    if (!index) {
        if (index.error().code != ErrorCode::NotFound) return fail(index.error());
        return fail(ErrorCode::NotFound, "nothing has been listened to yet; scan the folder first: taraf rescan \"" + displayText(question.folder) + "\"");
    }
    auto set = TestSet::gather(home, question, &*index);
    if (!set) return fail(std::move(set).error());
    if (auto known = checkFilter(*set, question.artistFilter); !known) return fail(std::move(known).error());
    set->close([&](std::uint32_t track) { return set->isLabelled(track); });
    Evaluation evaluation;
    evaluation.notes = set->notes();
    evaluation.notes.insert(evaluation.notes.end(), index->notes().begin(), index->notes().end());
    if ((question.labels == "artist" || question.labels == "album") && knowsShelves(home)) {
        evaluation.notes.emplace_back("the map has learned from artists and albums: judged by the same labels it looks better than it is");
    }
    const auto asks = readQueries(*set, question.queries, evaluation.notes);
    if (!asks) return fail(asks.error());
    const auto parties = partiesOf(*set, *asks);
    if (!parties) return fail(parties.error());
    describe(*set, question.artistFilter, *parties, evaluation);
    const judge::Bootstrap overQueries = bootstrapOver(*set, parties->queries), overMembers = bootstrapOver(*set, parties->members);

    std::optional<neighbours::Index> exact;
    if (question.againstExact) {
        auto opened = openIndex(home, IndexChoice::Exact);
        if (!opened) return fail(std::move(opened).error());
        exact = std::move(*opened);
    }
    // Asked for more, a graph looks harder: for its recall it gets what `taraf neighbours` asks for.
    const Rules rules{.artistFilter = question.artistFilter, .least = question.againstExact ? judge::kTop : 0};
    for (const Focus focus : question.foci) {
        Trial trial(*set, rules);
        if (auto searched = trial.search(*index, focus, *asks, stop, progress); !searched) return fail(std::move(searched).error());
        FocusEvaluation judged{.name = std::string(name(focus)), .figures = trial.figures(parties->queries, overQueries, parties->members, overMembers), .exact = {}, .recall = {}};
        if (exact) {
            Trial truth(*set, rules);
            if (auto searched = truth.search(*exact, focus, *asks, stop, progress); !searched) return fail(std::move(searched).error());
            judged.exact = truth.figures(parties->queries, overQueries, parties->members, overMembers);
            judged.recall = judge::recall(trial.top(), truth.top(), parties->queries, overQueries);
        }
        evaluation.foci.push_back(std::move(judged));
    }
    return evaluation;
}

} // namespace

Result<Evaluation> evaluate(const Home &home, const EvaluationQuestion &question, const std::stop_token &stop, const ProgressSink &progress)
{
    if (auto sound = checked(question); !sound) return fail(std::move(sound).error());
    return question.neighbours.empty() ? judgeIndex(home, question, stop, progress) : judgeList(home, question, stop, progress);
}

} // namespace taraf::answer
