#include "synth/master.h"

#include "synth/filter.h"

#include <algorithm>

namespace taraf::demo {
namespace {

constexpr std::size_t kWindow = 64; ///< frames the limiter looks at together

double gatedLevel(const Canvas &canvas)
{
    const std::size_t block = static_cast<std::size_t>(canvas.rate) * 2 / 5;
    std::vector<double> powers;
    for (std::size_t at = 0; at + block <= canvas.frames(); at += block) {
        double power = 0;
        for (std::size_t i = at; i < at + block; ++i) {
            power += static_cast<double>(canvas.left[i] * canvas.left[i] + canvas.right[i] * canvas.right[i]) / 2;
        }
        powers.push_back(power / static_cast<double>(block));
    }
    if (powers.empty()) return 0;
    // What is 20 dB below the loudest is an intro or an ending; the level is that of the rest.
    const double gate = *std::ranges::max_element(powers) / 100;
    double sum = 0;
    int count = 0;
    for (const double power : powers) {
        if (power < gate) continue;
        sum += power;
        ++count;
    }
    return count == 0 ? 0 : std::sqrt(sum / count);
}

/// A gain for every window that keeps its peak and those around it under the ceiling, moving gently between them.
std::vector<float> limits(const Canvas &canvas, float ceiling)
{
    constexpr std::ptrdiff_t ahead = 3;   // windows before a peak in which the gain comes down
    constexpr float back = 1.012F;        // how fast it goes up again, by window
    std::vector<float> gains;
    for (std::size_t at = 0; at < canvas.frames(); at += kWindow) {
        float peak = 0;
        const std::size_t end = std::min(canvas.frames(), at + kWindow);
        for (std::size_t i = at; i < end; ++i) peak = std::max({peak, std::abs(canvas.left[i]), std::abs(canvas.right[i])});
        gains.push_back(peak > ceiling ? ceiling / peak : 1.0F);
    }
    const auto count = std::ssize(gains);
    std::vector<float> held(gains.size());
    for (std::ptrdiff_t w = 0; w < count; ++w) {
        float least = 1;
        for (std::ptrdiff_t near = std::max<std::ptrdiff_t>(0, w - 1); near <= std::min(count - 1, w + ahead); ++near) {
            least = std::min(least, gains[static_cast<std::size_t>(near)]);
        }
        held[static_cast<std::size_t>(w)] = w == 0 ? least : std::min(least, held[static_cast<std::size_t>(w - 1)] * back);
    }
    return held;
}

} // namespace

void master(Canvas &canvas, const Finish &finish)
{
    apply(canvas, Biquad::highpass(canvas.rate, 28));
    if (canvas.stopped()) return;
    const double is = gatedLevel(canvas);
    const auto gain = static_cast<float>(is > 0 ? std::pow(10.0, finish.level / 20) / is : 1);
    for (auto *channel : {&canvas.left, &canvas.right}) {
        for (float &sample : *channel) sample *= gain;
    }
    if (canvas.stopped()) return;

    const auto ceiling = static_cast<float>(std::pow(10.0, finish.ceiling / 20));
    const std::vector<float> held = limits(canvas, ceiling);
    for (std::size_t w = 0; w < held.size(); ++w) {
        // From the lesser of this window and the last to the lesser of this and the next: never above what the window bears.
        const float from = w == 0 ? held[w] : std::min(held[w], held[w - 1]);
        const float to = w + 1 == held.size() ? held[w] : std::min(held[w], held[w + 1]);
        const std::size_t end = std::min(canvas.frames(), (w + 1) * kWindow);
        for (std::size_t i = w * kWindow; i < end; ++i) {
            const float now = from + (to - from) * static_cast<float>(i - w * kWindow) / static_cast<float>(kWindow);
            canvas.left[i] = std::clamp(canvas.left[i] * now, -ceiling, ceiling);
            canvas.right[i] = std::clamp(canvas.right[i] * now, -ceiling, ceiling);
        }
    }

    const std::size_t in = std::max<std::size_t>(1, canvas.frameAt(finish.fadeIn));
    const std::size_t out = std::max<std::size_t>(1, canvas.frameAt(finish.fadeOut));
    for (std::size_t i = 0; i < in; ++i) {
        const float factor = static_cast<float>(i) / static_cast<float>(in);
        canvas.left[i] *= factor;
        canvas.right[i] *= factor;
    }
    for (std::size_t i = 0; i < out; ++i) {
        const float part = static_cast<float>(i) / static_cast<float>(out);
        const float factor = part * part * (3 - 2 * part);
        canvas.left[canvas.frames() - 1 - i] *= factor;
        canvas.right[canvas.frames() - 1 - i] *= factor;
    }
}

void distort(Canvas &canvas, double drive)
{
    const auto factor = static_cast<float>(drive);
    for (auto *channel : {&canvas.left, &canvas.right}) {
        if (canvas.stopped()) return;
        for (float &sample : *channel) {
            // A rational curve close to the hyperbolic tangent up to 3, where it reaches 1.
            const float x = std::clamp(sample * factor, -3.0F, 3.0F);
            sample = x * (27 + x * x) / (27 + 9 * x * x);
        }
    }
}

} // namespace taraf::demo
