#include "rhythm.h"

#include "spectrum.h"

#include <bit>
#include <cmath>

namespace taraf::analysis {
namespace {

constexpr std::int64_t kLags = 28;
constexpr std::int64_t kPerOctave = 8;
constexpr double kShortestLag = 0.2;
constexpr std::int64_t kLagFrames = 96; ///< 2.2 s

} // namespace

RhythmTables::RhythmTables(at::Device device)
{
    std::vector<double> weights(static_cast<std::size_t>(kLags * kLagFrames), 0.0);
    std::vector<double> folding(static_cast<std::size_t>(kPerOctave * kLags), 0.0);
    const double octave = 1.0 / static_cast<double>(kPerOctave);
    for (std::int64_t i = 0; i < kLags; ++i) {
        // Triangles that reach to the neighbouring lags, so that no repetition falls between two of them.
        const double lag = kShortestLag * std::exp2(static_cast<double>(i) * octave) * kFrameRate;
        const double below = lag * (1.0 - std::exp2(-octave)), above = lag * (std::exp2(octave) - 1.0);
        double sum = 0.0;
        for (const bool adding : {true, false}) {
            for (std::int64_t frame = 0; frame < kLagFrames; ++frame) {
                const double distance = static_cast<double>(frame) - lag;
                const double weight = std::max(0.0, 1.0 - (distance < 0 ? -distance / below : distance / above));
                if (adding) sum += weight;
                else weights[static_cast<std::size_t>(i * kLagFrames + frame)] = weight / sum;
            }
        }
        const std::int64_t alike = (kLags - 1 - i % kPerOctave) / kPerOctave + 1;
        folding[static_cast<std::size_t>(i % kPerOctave * kLags + i)] = 1.0 / static_cast<double>(alike);
    }
    lags = constant(weights, {kLags, kLagFrames}, device);
    fold = constant(folding, {kPerOctave, kLags}, device);
}

Tensor tempoPattern(const RhythmTables &tables, const Tensor &onset)
{
    const std::int64_t frames = onset.size(1);
    const Tensor mean = onset.mean(1, true);
    const Tensor centred = onset - mean;
    // Twice the length, so that the end does not meet the beginning.
    const auto padded = static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(2 * frames)));
    const Tensor power = at::fft_rfft(centred, padded).abs().square_();
    const Tensor raw = at::fft_irfft(power, padded).narrow(1, 0, kLagFrames);
    const Tensor terms = at::arange(frames, frames - kLagFrames, -1, onset.options());
    // 1e-4 dB^2 a frame: an onset strength that hardly moves repeats nothing.
    const Tensor correlation = raw * (static_cast<double>(frames) / terms) / (raw.narrow(1, 0, 1) + 1e-4 * static_cast<double>(frames));
    const Tensor atLags = at::matmul(correlation, tables.lags.t());
    const Tensor positive = atLags.relu().square() + 1e-6;
    const Tensor position = at::arange(kLags, onset.options()) * (1.0 / static_cast<double>(kPerOctave));
    const Tensor lean = (positive * position).sum(1) / positive.sum(1);
    const Tensor spread = (atLags - atLags.mean(1, true)).square().mean(1).sqrt();
    const Tensor relative = centred.square().mean(1).sqrt() / (mean.squeeze(1) + 0.1);
    const Tensor figures = at::stack({mean.squeeze(1), relative, atLags.amax(1), atLags.mean(1), spread, lean}, 1);
    return at::cat({atLags, at::matmul(atLags, tables.fold.t()), figures}, 1);
}

} // namespace taraf::analysis
