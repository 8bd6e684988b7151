#include "judge.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

namespace taraf::work {
namespace {

constexpr std::size_t kNearest = 10, kCompany = 20, kFewestQueries = 10;

std::span<const float> row(const std::vector<float> &rows, std::size_t size, std::size_t index) { return std::span(rows).subspan(index * size, size); }

double product(std::span<const float> a, std::span<const float> b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0, std::plus<>(), [](float x, float y) { return static_cast<double>(x) * static_cast<double>(y); });
}

/// The nearest to `asked` of the whole tracks that may be, nearest first.
template<class MayBe> std::vector<std::size_t> nearest(const Vectors &vectors, std::span<const float> asked, const MayBe &mayBe, std::size_t wanted = kNearest)
{
    std::vector<std::pair<double, std::size_t>> all;
    for (std::size_t other = 0; other * vectors.size < vectors.whole.size(); ++other) {
        if (mayBe(other)) all.emplace_back(-product(asked, row(vectors.whole, vectors.size, other)), other);
    }
    const std::size_t count = std::min(wanted, all.size());
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
        return !facts[other].genres.empty() && facts[other].making != asked.making;
    });
    if (found.size() < kNearest) return std::nullopt;
    const auto hits = std::ranges::count_if(found, [&](std::size_t other) {
        return std::ranges::any_of(facts[other].genres, [&](std::uint64_t each) { return std::ranges::contains(asked.genres, each); });
    });
    return static_cast<double>(hits) / static_cast<double>(found.size());
}

/// The nearest to each track by others, in the order of their numbers.
std::vector<std::vector<std::size_t>> companies(const Vectors &vectors, std::span<const Facts> facts)
{
    std::vector<std::vector<std::size_t>> all;
    for (std::size_t track = 0; track < facts.size(); ++track) {
        const auto isByOthers = [&](std::size_t other) { return facts[other].making != facts[track].making; };
        all.push_back(nearest(vectors, row(vectors.whole, vectors.size, track), isByOthers, kCompany));
        std::ranges::sort(all.back());
    }
    return all;
}

Score company(const std::vector<std::vector<std::size_t>> &companies, std::span<const Facts> facts, std::size_t query)
{
    const std::vector<std::size_t> &own = companies[query];
    double kin = 0.0, kins = 0.0, strange = 0.0, strangers = 0.0;
    for (std::size_t other = 0; other < facts.size(); ++other) {
        if (other == query || companies[other].size() < kCompany) continue;
        // Of those that can be in both.
        double both = 0.0, could = 0.0;
        auto its = companies[other].begin();
        for (const std::size_t each : own) {
            if (facts[each].making == facts[other].making) continue;
            ++could;
            its = std::lower_bound(its, companies[other].end(), each);
            both += its != companies[other].end() && *its == each ? 1.0 : 0.0;
        }
        const bool isKin = facts[other].making == facts[query].making;
        (isKin ? kin : strange) += could > 0.0 ? both / could : 0.0;
        ++(isKin ? kins : strangers);
    }
    if (own.size() < kCompany || kins == 0.0 || strangers == 0.0) return std::nullopt;
    // Company that everybody has is nobody's own.
    return kin / kins - strange / strangers;
}

/// `score`: of some vectors and a query.
void add(std::vector<Figure> &figures, std::string_view name, const auto &score, const Vectors &before, const Vectors &after, std::span<const Facts> facts,
         Asked whom = Asked::HeldOut)
{
    Figure figure{.name = std::string(name)};
    double squares = 0.0;
    for (std::size_t query = 0; query < facts.size(); ++query) {
        if (whom == Asked::HeldOut && !facts[query].isQuery) continue;
        const Score was = score(before, query), is = score(after, query);
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
    const auto by = [&](auto score) { return [facts, score](const Vectors &vectors, std::size_t query) { return score(vectors, facts, query); }; };
    add(figures, kHalvesFigure, by(halves), before, after, facts);
    add(figures, "artist", by(artist), before, after, facts);
    const auto were = companies(before, facts), are = companies(after, facts);
    const auto inCompany = [&](const Vectors &vectors, std::size_t query) { return company(&vectors == &before ? were : are, facts, query); };
    add(figures, kCompanyFigure, inCompany, before, after, facts, Asked::All);
    std::set<std::uint64_t> genres;
    for (const Facts &track : facts) genres.insert(track.genres.begin(), track.genres.end());
    if (genres.size() > 1) add(figures, kGenreFigure, by(genre), before, after, facts, Asked::All);
    return figures;
}

bool isBetter(const std::vector<Figure> &figures)
{
    const auto isLabelled = [](const Figure &figure) { return figure.name == kCompanyFigure || figure.name == kGenreFigure; };
    const bool anyLabelled = std::ranges::any_of(figures, isLabelled);
    const auto decides = [&](const Figure &figure) { return anyLabelled ? isLabelled(figure) : figure.name == kHalvesFigure; };
    return std::ranges::any_of(figures, decides) && std::ranges::all_of(figures, [&](const Figure &figure) {
        return (!decides(figure) || figure.after > figure.before) && figure.before - figure.after <= 3.0 * figure.error;
    });
}

} // namespace taraf::work
