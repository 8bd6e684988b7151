#include "map_state.h"

#include "taraf/base/half.h"

#include <algorithm>

namespace taraf::analysis {
namespace {

/// So many tracks' worth of belief that a shelf is as the others are.
constexpr double kShelfPrior = 3.0;
constexpr float kStrongest = 0.6F;
/// Longer shelves are drawn together less: their tracks would have nobody else for neighbours.
constexpr double kCrowd = 6.0;

double product(std::span<const float> a, std::span<const float> b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

/// The mean cosine of two different ones among `tracks` unit vectors that add up to `sum`.
double meanCosine(std::span<const float> sum, double tracks) { return (product(sum, sum) - tracks) / (tracks * (tracks - 1.0)); }

} // namespace

void Shelves::add(std::uint64_t artist, const MappedVector &vector)
{
    if (artist == 0) return;
    Shelf &shelf = m_shelves[artist];
    shelf.sum.resize(kShelved);
    ++shelf.tracks;
    for (std::size_t i = 0; i < kShelved; ++i) shelf.sum[i] += vector[i];
}

/// How alike the tracks of an artist are is the intraclass correlation: R. Fisher, "Statistical methods for research workers", 1925, section 38.
Map Map::with(const Shelves &shelves) const
{
    auto state = std::make_shared<State>(*m_state);
    state->shelves.clear();
    std::vector<float> all(kShelved, 0.0F);
    double tracks = 0;
    // In the order of the artists: sums of floats depend on it.
    std::vector<std::uint64_t> artists;
    for (const auto &[artist, shelf] : shelves.m_shelves) artists.push_back(artist);
    std::ranges::sort(artists);
    for (const std::uint64_t artist : artists) {
        const Shelves::Shelf &shelf = shelves.m_shelves.at(artist);
        for (std::size_t i = 0; i < kShelved; ++i) all[i] += shelf.sum[i];
        tracks += shelf.tracks;
        if (shelf.tracks < 2) continue;
        State::Shelf &kept = state->shelves.emplace_back();
        kept.artist = artist;
        for (std::size_t i = 0; i < kShelved; ++i) kept.mean[i] = toHalf(shelf.sum[i] / static_cast<float>(shelf.tracks));
    }
    if (state->shelves.size() < kFewestArtists) state->shelves.clear();
    for (std::size_t part = 0; part < kShelvedParts && !state->shelves.empty(); ++part) {
        const auto of = [&](const std::vector<float> &sum) { return std::span(sum).subspan(kParts[part].offset, kParts[part].size); };
        const double chance = meanCosine(of(all), tracks);
        const auto alike = [&](const Shelves::Shelf &shelf) {
            return (meanCosine(of(shelf.sum), shelf.tracks) - chance) / std::max(1.0 - chance, 1e-6);
        };
        double sum = 0, weight = 0;
        for (const State::Shelf &kept : state->shelves) {
            const Shelves::Shelf &shelf = shelves.m_shelves.at(kept.artist);
            sum += alike(shelf) * (shelf.tracks - 1.0);
            weight += shelf.tracks - 1.0;
        }
        const double usual = weight > 0 ? sum / weight : 0.0;
        for (State::Shelf &kept : state->shelves) {
            const Shelves::Shelf &shelf = shelves.m_shelves.at(kept.artist);
            const double own = (alike(shelf) * shelf.tracks + usual * kShelfPrior) / (shelf.tracks + kShelfPrior);
            const double crowd = std::min(1.0, kCrowd / shelf.tracks);
            kept.strength[part] = std::clamp(plan(kParts[part].part).shelves * static_cast<float>(own * crowd), 0.0F, kStrongest);
        }
    }
    std::erase_if(state->shelves, [](const State::Shelf &shelf) { return std::ranges::all_of(shelf.strength, [](float s) { return s == 0.0F; }); });
    state->generation = contentHash(contentBytes(*state));
    return Map(std::move(state));
}

} // namespace taraf::analysis
