#include "taste_trial.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace taraf::work {
namespace {

constexpr std::size_t kFewestKnown = 3;

/// Spread over all of them, so that no order counts.
std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

/// Each listener's entries in turn.
template<class Take> void eachListener(std::span<const ArtistPlays> entries, const Take &take)
{
    for (std::size_t begin = 0; begin < entries.size();) {
        std::size_t end = begin;
        while (end < entries.size() && entries[end].listener == entries[begin].listener) ++end;
        take(entries.subspan(begin, end - begin));
        begin = end;
    }
}

void keepSome(TasteSplit &split, std::size_t most)
{
    if (split.questions.size() <= most) return;
    std::vector<TasteQuestion> kept;
    for (std::size_t i = 0; i < most; ++i) kept.push_back(std::move(split.questions[i * split.questions.size() / most]));
    split.questions = std::move(kept);
}

} // namespace

TasteSplit splitByTime(const TasteData &data, std::size_t most)
{
    TasteSplit split{.name = "time", .train = {}, .questions = {}};
    std::vector<std::uint32_t> times;
    for (const ArtistPlays &each : data.entries) {
        if (each.firstAt > 0) times.push_back(each.firstAt);
    }
    if (times.empty()) return split;
    const auto cut = times.begin() + static_cast<std::ptrdiff_t>(times.size() * 4 / 5);
    std::ranges::nth_element(times, cut);
    eachListener(data.entries, [&](std::span<const ArtistPlays> own) {
        TasteQuestion question;
        for (const ArtistPlays &each : own) {
            if (each.firstAt > *cut) question.right.push_back(each.artist);
            else question.known.push_back(each);
        }
        split.train.insert(split.train.end(), question.known.begin(), question.known.end());
        if (question.known.size() >= kFewestKnown && !question.right.empty()) split.questions.push_back(std::move(question));
    });
    keepSome(split, most);
    return split;
}

TasteSplit splitByListener(const TasteData &data, std::size_t most)
{
    TasteSplit split{.name = "listener", .train = {}, .questions = {}};
    eachListener(data.entries, [&](std::span<const ArtistPlays> own) {
        if (mixed(own.front().listener) % 5 != 0) {
            split.train.insert(split.train.end(), own.begin(), own.end());
            return;
        }
        TasteQuestion question;
        for (const ArtistPlays &each : own) {
            if (mixed(std::uint64_t{each.listener} << 32U | each.artist) % 5 == 0) question.right.push_back(each.artist);
            else question.known.push_back(each);
        }
        if (question.known.size() >= kFewestKnown && !question.right.empty()) split.questions.push_back(std::move(question));
    });
    keepSome(split, most);
    return split;
}

ListFigures figuresOf(std::span<const std::uint32_t> told, std::span<const std::uint32_t> right)
{
    ListFigures figures;
    double best = 0;
    std::size_t found = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(20, told.size()); ++i) {
        if (!std::ranges::binary_search(right, told[i])) continue;
        ++found;
        if (i >= 10) continue;
        figures.ndcg10 += 1 / std::log2(static_cast<double>(i) + 2);
        figures.precision10 += 0.1;
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(10, right.size()); ++i) best += 1 / std::log2(static_cast<double>(i) + 2);
    figures.ndcg10 = best > 0 ? figures.ndcg10 / best : 0;
    figures.recall20 = right.empty() ? 0 : static_cast<double>(found) / static_cast<double>(right.size());
    return figures;
}

std::vector<std::uint32_t> bestOf(std::span<const float> scores, std::span<const ArtistPlays> known, std::size_t count)
{
    std::vector<bool> isKnown(scores.size());
    for (const ArtistPlays &each : known) isKnown[each.artist] = true;
    std::vector<std::uint32_t> order;
    for (std::uint32_t artist = 0; artist < scores.size(); ++artist) {
        if (!isKnown[artist]) order.push_back(artist);
    }
    count = std::min(count, order.size());
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count), [&](std::uint32_t a, std::uint32_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
    order.resize(count);
    return order;
}

void standardise(std::span<float> scores, std::span<const ArtistPlays> known)
{
    std::vector<bool> isKnown(scores.size());
    for (const ArtistPlays &each : known) isKnown[each.artist] = true;
    double sum = 0, squares = 0, count = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (isKnown[i]) continue;
        const double score = static_cast<double>(scores[i]);
        sum += score;
        squares += score * score;
        ++count;
    }
    if (count == 0) return;
    const double mean = sum / count, spread = std::sqrt(std::max(0.0, squares / count - mean * mean));
    for (float &each : scores) each = spread > 0 ? static_cast<float>((static_cast<double>(each) - mean) / spread) : 0;
}

std::vector<float> scoresFor(const TasteModel &model, std::span<const ArtistPlays> known)
{
    std::vector<HeardArtist> heard;
    for (const ArtistPlays &each : known) heard.push_back({.artist = each.artist, .plays = static_cast<double>(each.plays)});
    return model.scores(model.foldIn(model.weigh(heard)));
}

} // namespace taraf::work
