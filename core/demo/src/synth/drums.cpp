#include "synth/drums.h"

#include "synth/filter.h"

#include <algorithm>
#include <array>

namespace taraf::demo {
namespace {

Stroke normalised(Stroke stroke)
{
    float peak = 1e-9F;
    for (const float sample : stroke) peak = std::max(peak, std::abs(sample));
    for (float &sample : stroke) sample /= peak;
    // The last milliseconds go to zero, so that the end makes no click.
    const std::size_t tail = std::min<std::size_t>(stroke.size(), 256);
    for (std::size_t i = 0; i < tail; ++i) stroke[stroke.size() - 1 - i] *= static_cast<float>(i) / static_cast<float>(tail);
    return stroke;
}

Stroke silence(int rate, double decay) { return Stroke(static_cast<std::size_t>(decay * 7 * rate) + 1); }

} // namespace

Stroke skin(int rate, const Skin &patch)
{
    Stroke made = silence(rate, patch.decay);
    double turns = 0;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        turns += (patch.hz + patch.above * std::exp(-t / patch.fall)) / rate;
        made[i] = static_cast<float>(std::sin(2 * std::numbers::pi * turns) * std::exp(-t / patch.decay) * std::min(1.0, t / 0.001));
    }
    return normalised(std::move(made));
}

Stroke hiss(int rate, const Hiss &patch, Lot &lot)
{
    Stroke made = silence(rate, patch.decay + patch.attack);
    const double limit = rate * 0.45;
    Biquad low = Biquad::highpass(rate, std::min(patch.low, limit * 0.8));
    Biquad lower = low;
    Biquad high = Biquad::lowpass(rate, std::min(patch.high, limit));
    for (std::size_t i = 0; i < made.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        const double shape = t < patch.attack ? t / patch.attack : std::exp(-(t - patch.attack) / patch.decay);
        made[i] = high(lower(low(lot.noise()))) * static_cast<float>(shape);
    }
    return normalised(std::move(made));
}

Stroke metal(int rate, double hz, double decay, Lot &lot)
{
    constexpr std::array<double, 6> ratios{1.0, 1.342, 1.617, 1.931, 2.506, 2.828};
    Stroke made = silence(rate, decay);
    std::array<double, 6> turns{};
    Biquad thin = Biquad::highpass(rate, std::min(hz * 1.5, rate * 0.3));
    for (std::size_t i = 0; i < made.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        double sum = 0;
        for (std::size_t k = 0; k < ratios.size(); ++k) {
            turns[k] += hz * ratios[k] / rate;
            turns[k] -= std::floor(turns[k]);
            sum += turns[k] < 0.5 ? 0.12 : -0.12;
        }
        const double noise = static_cast<double>(lot.noise());
        made[i] = thin(static_cast<float>((sum + 0.5 * noise) * std::exp(-t / decay)));
    }
    return normalised(std::move(made));
}

Stroke together(const Stroke &a, const Stroke &b, double gain)
{
    Stroke made(std::max(a.size(), b.size()));
    std::ranges::copy(a, made.begin());
    for (std::size_t i = 0; i < b.size(); ++i) made[i] += static_cast<float>(gain) * b[i];
    return normalised(std::move(made));
}

void hit(Canvas &canvas, const Stroke &stroke, double start, double gain, double pan)
{
    if (canvas.stopped()) return;
    const std::size_t from = canvas.frameAt(start);
    const std::size_t count = std::min(stroke.size(), canvas.frames() - from);
    const Sides sides(pan, gain);
    for (std::size_t i = 0; i < count; ++i) {
        canvas.left[from + i] += sides.left * stroke[i];
        canvas.right[from + i] += sides.right * stroke[i];
    }
}

} // namespace taraf::demo
