#include "map_state.h"

#include "taraf/base/half.h"

#include <algorithm>
#include <cmath>

namespace taraf::analysis {
namespace {

/// Adds value * row to sums: number by number, so that the order of the sum over rows is the same however wide it runs.
void addScaled(float value, const float *row, float *sums, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) sums[i] += value * row[i];
}

/// out = numbers * matrix, row by row of the matrix.
void multiply(std::span<const float> numbers, const std::vector<float> &matrix, std::span<float> out)
{
    std::ranges::fill(out, 0.0F);
    for (std::size_t i = 0; i < numbers.size(); ++i) addScaled(numbers[i], matrix.data() + i * out.size(), out.data(), out.size());
}

void project(const Map::State &state, const Heard &heard, MappedVector &vector)
{
    std::array<float, kCompared> z{};
    for (std::size_t i = 0; i < kCompared; ++i) {
        z[i] = std::clamp((heard.descriptor[i] - state.mean[i]) * state.scale[i], -kFarthest, kFarthest);
    }
    std::array<float, kDirections> directions{};
    if (!state.directions.empty()) {
        multiply(z, state.directions, directions);
        normalise(directions);
    }
    std::array<float, kNetworkSize> network{}, emphasised{};
    if (!state.networkMean.empty() && !heard.network.empty()) {
        std::ranges::transform(heard.network, state.networkMean, emphasised.begin(), std::minus{});
        normalise(emphasised);
        multiply(emphasised, state.networkAxes, network);
    }
    std::vector<float> joined;
    for (const PartRange &where : kParts) {
        const Map::State::PartMap &part = state.parts[static_cast<std::size_t>(where.part)];
        const Reach from = reach(where.part);
        const std::span<float> out = std::span(vector).subspan(where.offset, where.size);
        multiply(std::span(z).subspan(from.offset, from.size), part.base, out);
        normalise(out);
        if (part.fusion.empty()) continue;
        joined.assign(out.begin(), out.end());
        if (plan(where.part).directions > 0 && !state.directions.empty()) joined.insert(joined.end(), directions.begin(), directions.end());
        if (state.networkTaken(where.part) > 0) {
            std::ranges::transform(network, part.networkEmphasis, emphasised.begin(), std::multiplies{});
            normalise(emphasised);
            joined.insert(joined.end(), emphasised.begin(), emphasised.end());
        }
        multiply(joined, part.fusion, out);
        normalise(out);
    }
}

bool areFinite(std::span<const float> numbers)
{
    return std::ranges::all_of(numbers, [](float v) { return std::isfinite(v); });
}

} // namespace

void normalise(std::span<float> numbers) noexcept
{
    double square = 0.0;
    for (const float number : numbers) square += static_cast<double>(number) * static_cast<double>(number);
    const double length = std::sqrt(square);
    // What nothing sets apart from the mean has no direction.
    const auto factor = static_cast<float>(length > 1e-6 ? 1.0 / length : 0.0);
    for (float &number : numbers) number *= factor;
}

Map::Map(std::shared_ptr<const State> state) noexcept : m_state(std::move(state)) {}

Result<MappedVector> Map::project(const Heard &heard) const
{
    if (heard.descriptor.size() != kDescriptorSize || (!heard.network.empty() && heard.network.size() != kNetworkSize)) {
        return fail(ErrorCode::InvalidArgument, "a map takes descriptors of " + std::to_string(kDescriptorSize) + " numbers and " +
                                                    std::to_string(kNetworkSize) + " of a network, not " + std::to_string(heard.descriptor.size()) +
                                                    " and " + std::to_string(heard.network.size()));
    }
    if (!areFinite(heard.descriptor) || !areFinite(heard.network)) {
        return fail(ErrorCode::InvalidArgument, "a descriptor holds a value that is not a finite number; analyse the track again");
    }
    MappedVector vector{};
    analysis::project(*m_state, heard, vector);
    return vector;
}

void Map::shelve(std::uint64_t artist, MappedVector &vector) const
{
    if (artist == 0) return;
    const auto shelf = std::ranges::lower_bound(m_state->shelves, artist, {}, &State::Shelf::artist);
    if (shelf == m_state->shelves.end() || shelf->artist != artist) return;
    std::array<float, kShelved> mean{};
    fromHalves(shelf->mean, mean.data());
    for (std::size_t part = 0; part < kShelvedParts; ++part) {
        const PartRange &where = kParts[part];
        const std::span<float> out = std::span(vector).subspan(where.offset, where.size);
        if (std::ranges::all_of(out, [](float v) { return v == 0.0F; })) continue;
        for (std::size_t i = 0; i < out.size(); ++i) out[i] += shelf->strength[part] * (mean[where.offset + i] - out[i]);
        normalise(out);
    }
}

Result<MappedVector> Map::apply(const Heard &heard) const
{
    auto vector = project(heard);
    if (vector) shelve(heard.artist, *vector);
    return vector;
}

std::uint64_t Map::generation() const noexcept { return m_state->generation; }
std::size_t Map::trainedOn() const noexcept { return m_state->trainedOn; }

MapLayers Map::layers() const
{
    double strength = 0;
    for (const State::Shelf &shelf : m_state->shelves) strength += static_cast<double>(shelf.strength[0]);
    const std::size_t shelves = m_state->shelves.size();
    return {.trainedOn = m_state->trainedOn, .directions = m_state->directionWeight, .shelves = shelves,
            .shelfStrength = shelves == 0 ? 0.0F : static_cast<float>(strength / static_cast<double>(shelves)), .network = m_state->network};
}

} // namespace taraf::analysis
