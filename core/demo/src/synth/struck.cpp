#include "synth/struck.h"

#include <algorithm>
#include <array>

namespace taraf::demo {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

/// A sine from a table: quick, and precise enough for a sound.
float sine(double turns) noexcept
{
    constexpr std::size_t size = 4096;
    static const auto table = [] {
        std::array<float, size + 1> made{};
        for (std::size_t i = 0; i <= size; ++i) made[i] = static_cast<float>(std::sin(kTwoPi * static_cast<double>(i) / size));
        return made;
    }();
    const double place = (turns - std::floor(turns)) * size;
    const auto index = std::min(static_cast<std::size_t>(place), size - 1);
    const auto fraction = static_cast<float>(place - static_cast<double>(index));
    return table[index] + fraction * (table[index + 1] - table[index]);
}

/// The frames of a note that dies away: from, released at, to.
struct Extent {
    Extent(const Canvas &canvas, const Note &note, double release, double silentAfter)
        : from(canvas.frameAt(note.start)), let(canvas.frameAt(note.start + std::min(note.length, silentAfter))),
          to(canvas.frameAt(note.start + std::min(note.length + release, silentAfter + release)))
    {
        step = to > let ? 1.0F / static_cast<float>(to - let) : 1.0F;
    }
    [[nodiscard]] float gain(std::size_t at) const noexcept
    {
        return at < let ? 1.0F : std::max(0.0F, 1.0F - static_cast<float>(at - let) * step);
    }
    std::size_t from, let, to;
    float step = 1;
};

} // namespace

void pluck(Canvas &canvas, const StringPatch &patch, const Note &note, Lot &lot)
{
    if (canvas.stopped()) return;
    const double period = canvas.rate / note.hz;
    const double ring = patch.ring * std::sqrt(220 / note.hz);
    const double loss = std::pow(10.0, -3 / (note.hz * ring));
    // The loop's low-pass y = (1 - s) x + s x' delays by about s samples; the all-pass makes up the rest.
    const double smoothing = 0.5 * (1 - patch.brightness);
    const double whole = period - smoothing;
    auto length = static_cast<std::size_t>(whole);
    double rest = whole - static_cast<double>(length);
    if (rest < 0.1 && length > 2) {
        --length;
        rest += 1;
    }
    if (length < 2) return;
    const auto allpass = static_cast<float>((1 - rest) / (1 + rest));
    const auto keep = static_cast<float>(loss * (1 - smoothing));
    const auto blend = static_cast<float>(loss * smoothing);

    std::vector<float> line(length);
    const auto soft = static_cast<float>(0.85 * (1 - patch.hardness));
    float last = 0;
    double power = 0;
    for (float &sample : line) {
        last = (1 - soft) * lot.noise() + soft * last;
        sample = last;
    }
    const auto position = std::max<std::size_t>(1, static_cast<std::size_t>(patch.position * static_cast<double>(length)));
    std::vector<float> combed(length);
    float mean = 0;
    for (std::size_t i = 0; i < length; ++i) {
        combed[i] = line[i] - line[(i + length - position) % length];
        mean += combed[i] / static_cast<float>(length);
    }
    for (float &sample : combed) {
        sample -= mean;
        power += static_cast<double>(sample * sample);
    }
    const double scale = 0.5 * note.gain / std::sqrt(power / static_cast<double>(length) + 1e-9);
    for (std::size_t i = 0; i < length; ++i) line[i] = combed[i] * static_cast<float>(scale);

    const Extent extent(canvas, note, patch.release, ring);
    const Sides sides(note.pan);
    std::size_t place = 0;
    float earlier = 0;
    float passedIn = 0;
    float passedOut = 0;
    for (std::size_t at = extent.from; at < extent.to; ++at) {
        const float sample = line[place];
        const float smooth = keep * sample + blend * earlier + 1e-20F;
        earlier = sample;
        passedOut = allpass * (smooth - passedOut) + passedIn;
        passedIn = smooth;
        line[place] = passedOut;
        if (++place == length) place = 0;
        const float heard = sample * extent.gain(at);
        canvas.left[at] += sides.left * heard;
        canvas.right[at] += sides.right * heard;
    }
}

void strike(Canvas &canvas, const HammerPatch &patch, const Note &note)
{
    if (canvas.stopped()) return;
    constexpr std::size_t lanes = 16; // eight partials on two strings
    std::array<float, lanes> real{};
    std::array<float, lanes> imaginary{};
    std::array<float, lanes> turnReal{};
    std::array<float, lanes> turnImaginary{};
    const double fundamentalRing = patch.ring * std::pow(262 / note.hz, 0.6);
    double power = 0;
    for (std::size_t k = 0; k < lanes; ++k) {
        const double n = static_cast<double>(k / 2 + 1);
        const double cents = (k % 2 == 0 ? -0.5 : 0.5) * patch.outOfTune;
        const double hz = n * note.hz * std::sqrt(1 + patch.stiffness * n * n) * std::exp2(cents / 1200);
        if (hz > canvas.rate * 0.45) continue;
        // The hammer strikes at an eighth of the string; harder strokes reach higher.
        const double amplitude = (0.25 + std::abs(std::sin(n * std::numbers::pi / 8.5))) * std::pow(n, -2.1 + 1.3 * patch.brightness);
        const double ring = fundamentalRing / (1 + 0.35 * (n - 1)) * (k % 2 == 0 ? 1.0 : 1.6);
        const double shrink = std::pow(10.0, -3 / (ring * canvas.rate));
        imaginary[k] = 0;
        real[k] = static_cast<float>(amplitude * (k % 2 == 0 ? 1.0 : 0.6));
        turnReal[k] = static_cast<float>(shrink * std::cos(kTwoPi * hz / canvas.rate));
        turnImaginary[k] = static_cast<float>(shrink * std::sin(kTwoPi * hz / canvas.rate));
        power += amplitude * amplitude;
    }
    const double scale = 0.6 * note.gain / std::sqrt(power);
    for (float &value : real) value *= static_cast<float>(scale);

    const Extent extent(canvas, note, patch.release, fundamentalRing);
    const Sides sides(note.pan);
    const std::size_t attack = std::max<std::size_t>(1, static_cast<std::size_t>(0.003 * canvas.rate));
    for (std::size_t at = extent.from; at < extent.to; ++at) {
        float sum = 0;
        for (std::size_t k = 0; k < lanes; ++k) {
            const float turned = real[k] * turnReal[k] - imaginary[k] * turnImaginary[k];
            imaginary[k] = real[k] * turnImaginary[k] + imaginary[k] * turnReal[k];
            real[k] = turned;
        }
        for (std::size_t k = 0; k < lanes; ++k) sum += imaginary[k];
        const std::size_t since = at - extent.from;
        if (since < attack) sum *= static_cast<float>(since) / static_cast<float>(attack);
        sum *= extent.gain(at);
        canvas.left[at] += sides.left * sum;
        canvas.right[at] += sides.right * sum;
    }
}

void chime(Canvas &canvas, const FmPatch &patch, const Note &note)
{
    if (canvas.stopped()) return;
    const Extent extent(canvas, note, patch.release, patch.decay * 6);
    const Sides sides(note.pan);
    const auto fade = static_cast<float>(std::exp(-1 / (patch.decay * canvas.rate)));
    const auto soften = static_cast<float>(std::exp(-1 / (patch.depthDecay * canvas.rate)));
    auto loud = static_cast<float>(note.gain * 0.7);
    auto depth = static_cast<float>(patch.depth / kTwoPi);
    const double step = note.hz / canvas.rate;
    const double attack = std::max(1.0, patch.attack * canvas.rate);
    double carrier = 0;
    double modulator = 0;
    for (std::size_t at = extent.from; at < extent.to; ++at) {
        carrier += step;
        modulator += step * patch.ratio;
        const double since = static_cast<double>(at - extent.from);
        const float rise = since < attack ? static_cast<float>(since / attack) : 1.0F;
        const float sample = loud * rise * extent.gain(at) * sine(carrier + static_cast<double>(depth * sine(modulator)));
        loud *= fade;
        depth *= soften;
        canvas.left[at] += sides.left * sample;
        canvas.right[at] += sides.right * sample;
    }
}

} // namespace taraf::demo
