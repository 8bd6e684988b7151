#include "judge.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

namespace taraf::work {
namespace {

constexpr std::size_t kNearest = 10, kFewestQueries = 10;

std::span<const float> row(const std::vector<float> &rows, std::size_t size, std::size_t index) { return std::span(rows).subspan(index * size, size); }

double product(std::span<const float> a, std::span<const float> b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0, std::plus<>(), [](float x, float y) { return static_cast<double>(x) * static_cast<double>(y); });
}

/// The nearest to `asked` of the whole tracks that may be, nearest first.
template<class MayBe> std::vector<std::size_t> nearest(const Vectors &vectors, std::span<const float> asked, const MayBe &mayBe)
{
    std::vector<std::pair<double, std::size_t>> all;
    for (std::size_t other = 0; other * vectors.size < vectors.whole.size(); ++other) {
        if (mayBe(other)) all.emplace_back(-product(asked, row(vectors.whole, vectors.size, other)), other);
    }
    const std::size_t count = std::min(kNearest, all.size());
    std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(count));
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < count; ++i) found.push_back(all[i].second);
    return found;
}

enum class Asked { HeldOut, All };

/// A query's score, or nothing where it can't be asked.
using Score = std::optional<double>;

Score halves(const Vectors &vectors, std::span<const Facts> facts, std::size_t query)
{
    if (facts.size() <= 2 * kNearest) return std::nullopt;
    const auto isOther = [&](std::size_t other) { return other != query; };
    const auto one = nearest(vectors, row(vectors.first, vectors.size, query), isOther), two = nearest(vectors, row(vectors.second, vectors.size, query), isOther);
    const auto both = std::ranges::count_if(one, [&](std::size_t other) { return std::ranges::contains(two, other); });
    return static_cast<double>(both) / static_cast<double>(kNearest);
}

Score artist(const Vectors &vectors, std::span<const Facts> facts, std::size_t query)
{
    const auto same = [&](const Facts &track) { return track.artist == facts[query].artist; };
    const auto others = static_cast<std::size_t>(std::ranges::count_if(facts, same)) - 1;
    if (facts[query].artist == 0 || others == 0) return std::nullopt;
    const auto found = nearest(vectors, row(vectors.whole, vectors.size, query), [&](std::size_t other) { return other != query; });
    const auto hits = std::ranges::count_if(found, [&](std::size_t other) { return same(facts[other]); });
    return static_cast<double>(hits) / static_cast<double>(std::min(others, kNearest));
}

Score genre(const Vectors &vectors, std::span<const Facts> facts, std::size_t query)
{
    const Facts &asked = facts[query];
    if (asked.genres.empty()) return std::nullopt;
    const auto found = nearest(vectors, row(vectors.whole, vectors.size, query), [&](std::size_t other) {
        return other != query && !facts[other].genres.empty() && (asked.artist == 0 || facts[other].artist != asked.artist);
    });
    if (found.size() < kNearest) return std::nullopt;
    const auto hits = std::ranges::count_if(found, [&](std::size_t other) {
        return std::ranges::any_of(facts[other].genres, [&](std::uint64_t each) { return std::ranges::contains(asked.genres, each); });
    });
    return static_cast<double>(hits) / static_cast<double>(found.size());
}

void add(std::vector<Figure> &figures, std::string name, Score (*score)(const Vectors &, std::span<const Facts>, std::size_t), const Vectors &before,
         const Vectors &after, std::span<const Facts> facts, Asked whom = Asked::HeldOut)
{
    Figure figure{.name = std::move(name)};
    double squares = 0.0;
    for (std::size_t query = 0; query < facts.size(); ++query) {
        if (whom == Asked::HeldOut && !facts[query].isQuery) continue;
        const Score was = score(before, facts, query), is = score(after, facts, query);
        if (!was || !is) continue;
        ++figure.queries;
        figure.before += *was;
        figure.after += *is;
        squares += (*is - *was) * (*is - *was);
    }
    if (figure.queries < kFewestQueries) return;
    const auto count = static_cast<double>(figure.queries);
    figure.before /= count;
    figure.after /= count;
    const double mean = figure.after - figure.before;
    figure.error = std::sqrt(std::max(0.0, squares / count - mean * mean) / (count - 1.0));
    figures.push_back(std::move(figure));
}

} // namespace

std::vector<Figure> judge(const Vectors &before, const Vectors &after, std::span<const Facts> facts)
{
    std::vector<Figure> figures;
    add(figures, std::string(kHalvesFigure), halves, before, after, facts);
    add(figures, "artist", artist, before, after, facts);
    std::set<std::uint64_t> genres;
    for (const Facts &track : facts) genres.insert(track.genres.begin(), track.genres.end());
    if (genres.size() > 1) add(figures, std::string(kGenreFigure), genre, before, after, facts, Asked::All);
    return figures;
}

bool isBetter(const std::vector<Figure> &figures)
{
    const auto told = [&](std::string_view name) { return std::ranges::find(figures, name, &Figure::name); };
    const auto decides = told(kGenreFigure) != figures.end() ? told(kGenreFigure) : told(kHalvesFigure);
    return decides != figures.end() && decides->after > decides->before &&
           std::ranges::none_of(figures, [](const Figure &figure) { return figure.before - figure.after > 3.0 * figure.error; });
}

} // namespace taraf::work
