#include "synth/reverb.h"

#include <algorithm>
#include <array>

namespace taraf::demo {

void reverberate(Canvas &canvas, const Room &room)
{
    constexpr std::size_t lines = 8;
    // Seconds; their ratios are far from simple ones, so that echoes don't fall together.
    constexpr std::array<double, lines> delays{0.0297, 0.0371, 0.0411, 0.0437, 0.0533, 0.0617, 0.0683, 0.0797};
    constexpr std::size_t chunk = 16384;

    std::array<std::vector<float>, lines> line;
    std::array<std::size_t, lines> place{};
    std::array<float, lines> gain{};
    std::array<float, lines> treble{};
    for (std::size_t k = 0; k < lines; ++k) {
        const double seconds = delays[k] * room.size;
        line[k].assign(std::max<std::size_t>(1, static_cast<std::size_t>(seconds * canvas.rate)), 0.0F);
        gain[k] = static_cast<float>(std::pow(10.0, -3 * seconds / room.seconds));
    }
    const auto dark = static_cast<float>(room.darkness);
    const auto wet = static_cast<float>(room.wet);
    const auto ahead = static_cast<std::size_t>(room.preDelay * canvas.rate);
    std::vector<float> before(ahead + 1, 0.0F);
    std::size_t write = 0;

    for (std::size_t i = 0; i < canvas.frames(); ++i) {
        if (i % chunk == 0 && canvas.stopped()) return;
        before[write] = 0.5F * (canvas.left[i] + canvas.right[i]);
        write = write + 1 == before.size() ? 0 : write + 1;
        const float in = before[write];

        std::array<float, lines> out{};
        float sum = 0;
        for (std::size_t k = 0; k < lines; ++k) {
            treble[k] += (1 - dark) * (line[k][place[k]] - treble[k]) + 1e-20F;
            out[k] = gain[k] * treble[k];
            sum += out[k];
        }
        const float shared = sum * (2.0F / static_cast<float>(lines));
        for (std::size_t k = 0; k < lines; ++k) {
            line[k][place[k]] = out[k] - shared + (k % 2 == 0 ? in : -in);
            if (++place[k] == line[k].size()) place[k] = 0;
        }
        canvas.left[i] += wet * (out[0] - out[2] + out[4] + out[6]);
        canvas.right[i] += wet * (out[1] + out[3] - out[5] + out[7]);
    }
}

void echo(Canvas &canvas, double seconds, double feedback, double wet)
{
    const auto delay = std::max<std::size_t>(1, static_cast<std::size_t>(seconds * canvas.rate));
    std::vector<float> left(delay, 0.0F);
    std::vector<float> right(delay, 0.0F);
    const auto again = static_cast<float>(feedback);
    const auto heard = static_cast<float>(wet);
    std::size_t place = 0;
    for (std::size_t i = 0; i < canvas.frames(); ++i) {
        const float oldLeft = left[place];
        const float oldRight = right[place];
        left[place] = 0.5F * (canvas.left[i] + canvas.right[i]) + again * oldRight + 1e-20F;
        right[place] = again * oldLeft;
        canvas.left[i] += heard * oldLeft;
        canvas.right[i] += heard * oldRight;
        if (++place == delay) {
            place = 0;
            if (canvas.stopped()) return;
        }
    }
}

} // namespace taraf::demo
