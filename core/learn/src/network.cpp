#include "network_state.h"

#include <algorithm>
#include <cmath>

namespace taraf::learn {

Tensor cropsOf(const Spectrogram &track, const Scale &scale)
{
    const std::size_t pieces = track.pieces();
    Tensor crops = at::empty({static_cast<std::int64_t>(2 * pieces), 1, kBands, kCrop}, at::kFloat);
    const std::span all(crops.mutable_data_ptr<float>(), 2 * pieces * kCropSize);
    for (std::size_t i = 0; i < 2 * pieces; ++i) crop(track, i / 2, i % 2 * kCrop, scale, all.subspan(i * kCropSize, kCropSize));
    return crops;
}

NetworkVector summary(const Tensor &vectors, const NetworkVector *centre)
{
    const Tensor mean = vectors.mean(0).contiguous();
    NetworkVector out{};
    std::copy_n(mean.const_data_ptr<float>(), out.size(), out.begin());
    const auto normalise = [&] {
        double squares = 0.0;
        for (const float value : out) squares += static_cast<double>(value) * static_cast<double>(value);
        const double factor = squares > 1e-24 ? 1.0 / std::sqrt(squares) : 0.0;
        for (float &value : out) value = static_cast<float>(value * factor);
    };
    normalise();
    if (centre == nullptr) return out;
    std::ranges::transform(out, *centre, out.begin(), std::minus<>());
    normalise();
    return out;
}

Network::Network(std::shared_ptr<const State> state) noexcept : m_state(std::move(state)) {}

std::uint64_t Network::hash() const noexcept { return m_state->hash; }
std::uint64_t Network::seed() const noexcept { return m_state->seed; }
std::uint32_t Network::trainedOn() const noexcept { return m_state->trainedOn; }

Result<Embedding> Network::embed(const Spectrogram &track) const
{
    if (track.pieces() == 0 || track.levels.size() != track.pieces() * kBands * kPiece) return fail(ErrorCode::InvalidArgument, "no spectrogram");
    try {
        workAlone();
        const c10::InferenceMode inference;
        const Tensor vectors = forward(m_state->weights, cropsOf(track, m_state->scale), Mode::Listening);
        if (!vectors.isfinite().all().item<bool>()) return fail(ErrorCode::Internal, "the network gave a value that is not a finite number; tune again: taraf tune");
        const auto half = vectors.size(0) / 2;
        return Embedding{.whole = summary(vectors, &m_state->centre),
                         .halves = {summary(vectors.narrow(0, 0, half), &m_state->centre), summary(vectors.narrow(0, half, half), &m_state->centre)}};
    } catch (const std::exception &error) {
        return fail(failure(error));
    }
}

} // namespace taraf::learn
