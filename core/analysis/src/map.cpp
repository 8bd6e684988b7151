#include "map_state.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace taraf::analysis {
namespace {

/// Adds value * row to sums: number by number, so that the order of the sum over rows is the same however wide it runs.
void addScaled(float value, const float *row, float *sums, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) sums[i] += value * row[i];
}

void project(const Map::State &state, const float *descriptor, float *vector)
{
    std::array<float, kCompared> z{};
    for (std::size_t i = 0; i < kCompared; ++i) {
        z[i] = std::clamp((descriptor[i] - state.mean[i]) * state.scale[i], -kFarthest, kFarthest);
    }
    for (const PartRange &part : kParts) {
        float *out = vector + part.offset;
        std::fill_n(out, part.size, 0.0F);
        const Reach from = reach(part.part);
        const float *rows = state.projections[static_cast<std::size_t>(part.part)].data();
        for (std::size_t i = 0; i < from.size; ++i) addScaled(z[from.offset + i], rows + i * part.size, out, part.size);
        double square = 0.0;
        for (std::size_t i = 0; i < part.size; ++i) square += static_cast<double>(out[i]) * static_cast<double>(out[i]);
        // A part that nothing sets apart from the mean has no direction.
        const double length = std::sqrt(square);
        const auto factor = static_cast<float>(length > 1e-6 ? 1.0 / length : 0.0);
        for (std::size_t i = 0; i < part.size; ++i) out[i] *= factor;
    }
}

bool isFinite(std::span<const float> numbers)
{
    return std::ranges::all_of(numbers, [](float v) { return std::isfinite(v); });
}

} // namespace

Map::Map(std::shared_ptr<const State> state) noexcept : m_state(std::move(state)) {}

Result<MappedVector> Map::apply(std::span<const float> descriptor) const
{
    MappedVector out{};
    if (auto applied = apply(descriptor, out); !applied) return fail(std::move(applied.error()));
    return out;
}

Result<> Map::apply(std::span<const float> descriptors, std::span<float> vectors) const
{
    const std::size_t count = descriptors.size() / kDescriptorSize;
    if (count == 0 || descriptors.size() != count * kDescriptorSize || vectors.size() != count * kVectorSize) {
        return fail(ErrorCode::InvalidArgument, "a map takes descriptors of " + std::to_string(kDescriptorSize) + " numbers, not " +
                                                    std::to_string(descriptors.size()) + " for " + std::to_string(vectors.size() / kVectorSize) + " vectors");
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!isFinite(descriptors.subspan(i * kDescriptorSize, kDescriptorSize))) {
            return fail(ErrorCode::InvalidArgument, "descriptor " + std::to_string(i) + " holds a value that is not a finite number; analyse the track again");
        }
    }
    for (std::size_t i = 0; i < count; ++i) project(*m_state, descriptors.data() + i * kDescriptorSize, vectors.data() + i * kVectorSize);
    return {};
}

std::uint64_t Map::generation() const noexcept { return m_state->generation; }
std::size_t Map::trainedOn() const noexcept { return m_state->trainedOn; }

} // namespace taraf::analysis
