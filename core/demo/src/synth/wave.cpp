#include "synth/wave.h"

#include "synth/filter.h"

#include <algorithm>
#include <cstdint>

namespace taraf::demo {
namespace {

constexpr std::size_t kBlock = 32; ///< frames between two looks at envelope, vibrato and cutoff

const std::array<float, WaveBank::kSize> &sines()
{
    static const auto table = [] {
        std::array<float, WaveBank::kSize> made{};
        for (std::size_t i = 0; i < made.size(); ++i) {
            made[i] = static_cast<float>(std::sin(2 * std::numbers::pi * static_cast<double>(i) / WaveBank::kSize));
        }
        return made;
    }();
    return table;
}

double level(const Patch &patch, double length, double t)
{
    const auto held = [&](double at) {
        if (at < patch.attack) return at / patch.attack;
        return patch.sustain + (1 - patch.sustain) * std::exp(-(at - patch.attack) / patch.decay);
    };
    if (t < length) return held(t);
    const double left = 1 - (t - length) / patch.release;
    return left <= 0 ? 0 : held(length) * left * left;
}

struct Oscillator {
    std::uint32_t phase = 0;
    double ratio = 1;
    Sides sides{0};
};

/// Adds one oscillator to a block; both sides where `Wide`, else to `left` alone.
template<bool Wide>
void add(Oscillator &oscillator, const float *table, std::uint32_t step, std::size_t count, float *left, float *right)
{
    constexpr unsigned shift = 32 - WaveBank::kBits;
    constexpr float scale = 1.0F / static_cast<float>(1U << shift);
    std::uint32_t phase = oscillator.phase;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t index = phase >> shift;
        const float fraction = static_cast<float>(phase & ((1U << shift) - 1)) * scale;
        const float value = table[index] + fraction * (table[index + 1] - table[index]);
        phase += step;
        if constexpr (Wide) {
            left[i] += oscillator.sides.left * value;
            right[i] += oscillator.sides.right * value;
        } else {
            left[i] += value;
        }
    }
    oscillator.phase = phase;
}

} // namespace

WaveBank::WaveBank(int rate, const std::function<double(int)> &amplitude) : m_rate(rate)
{
    constexpr int most = 400;
    const auto &sine = sines();
    double power = 0;
    for (int n = 1; n <= most; ++n) power += amplitude(n) * amplitude(n) / 2;
    const double scale = 0.5 / std::sqrt(power);
    for (double top = kLowest; top < rate * 0.25; top *= 2) {
        auto &table = m_tables.emplace_back();
        const int harmonics = std::clamp(static_cast<int>(rate * 0.47 / top), 1, most);
        for (int n = 1; n <= harmonics; ++n) {
            const auto gain = static_cast<float>(amplitude(n) * scale);
            for (std::size_t i = 0; i < kSize; ++i) table[i] += gain * sine[(i * static_cast<std::size_t>(n)) % kSize];
        }
        table[kSize] = table[0];
    }
}

WaveBank WaveBank::saw(int rate) { return {rate, [](int n) { return 1.0 / n; }}; }
WaveBank WaveBank::pulse(int rate, double duty)
{
    return {rate, [duty](int n) { return std::sin(n * std::numbers::pi * duty) / n; }};
}
WaveBank WaveBank::triangle(int rate)
{
    return {rate, [](int n) { return n % 2 == 0 ? 0.0 : (n % 4 == 1 ? 1.0 : -1.0) / (n * n); }};
}
WaveBank WaveBank::soft(int rate, double steepness)
{
    return {rate, [steepness](int n) { return std::pow(n, -steepness); }};
}

const float *WaveBank::table(double hz) const noexcept
{
    std::size_t octave = 0;
    for (double top = kLowest; hz > top && octave + 1 < m_tables.size(); top *= 2) ++octave;
    return m_tables[octave].data();
}

void play(Canvas &canvas, const Patch &patch, const Note &note, Lot &lot)
{
    if (canvas.stopped() || patch.bank == nullptr) return;
    constexpr std::size_t most = 5;
    std::array<Oscillator, most> oscillators{};
    const std::size_t unison = std::clamp<std::size_t>(static_cast<std::size_t>(patch.unison), 1, most);
    for (std::size_t u = 0; u < unison; ++u) {
        const double place = unison == 1 ? 0 : 2.0 * static_cast<double>(u) / static_cast<double>(unison - 1) - 1;
        oscillators[u].phase = static_cast<std::uint32_t>(lot.next());
        oscillators[u].ratio = std::exp2(place * patch.detune / 2400);
        oscillators[u].sides = Sides(std::clamp(note.pan + place * patch.spread, -1.0, 1.0));
    }
    const bool wide = unison > 1 && patch.spread > 0;
    const Sides sides(note.pan);
    const double gain = note.gain / std::sqrt(static_cast<double>(unison));
    const float *table = patch.bank->table(note.hz * std::exp2(patch.vibrato / 1200));
    const double vibratoPhase = lot.uniform();
    MovingLowpass leftFilter;
    MovingLowpass rightFilter;

    const std::size_t from = canvas.frameAt(note.start);
    const std::size_t to = canvas.frameAt(note.start + note.length + patch.release);
    double before = level(patch, note.length, 0);
    for (std::size_t at = from; at < to; at += kBlock) {
        const std::size_t count = std::min(kBlock, to - at);
        const double t = static_cast<double>(at - from) / canvas.rate;
        const double after = level(patch, note.length, t + static_cast<double>(kBlock) / canvas.rate);
        double hz = note.hz;
        if (patch.vibrato > 0) {
            const double depth = patch.vibrato * std::min(1.0, t / patch.vibratoDelay);
            hz *= std::exp2(depth / 1200 * std::sin(2 * std::numbers::pi * (patch.vibratoHz * t + vibratoPhase)));
        }
        std::array<float, kBlock> left{};
        std::array<float, kBlock> right{};
        for (std::size_t u = 0; u < unison; ++u) {
            const auto step = static_cast<std::uint32_t>(hz * oscillators[u].ratio / canvas.rate * 0x1.0p32);
            if (wide) add<true>(oscillators[u], table, step, count, left.data(), right.data());
            else add<false>(oscillators[u], table, step, count, left.data(), right.data());
        }
        if (patch.cutoff > 0) {
            const double cutoff = patch.cutoff + patch.cutoffPeak * std::exp(-t / patch.cutoffDecay);
            leftFilter.tune(canvas.rate, cutoff, patch.resonance);
            for (std::size_t i = 0; i < count; ++i) left[i] = leftFilter(left[i]);
            if (wide) {
                rightFilter.tune(canvas.rate, cutoff, patch.resonance);
                for (std::size_t i = 0; i < count; ++i) right[i] = rightFilter(right[i]);
            }
        }
        const auto slope = static_cast<float>(gain * (after - before) / static_cast<double>(kBlock));
        auto amplitude = static_cast<float>(gain * before);
        for (std::size_t i = 0; i < count; ++i, amplitude += slope) {
            canvas.left[at + i] += amplitude * (wide ? left[i] : sides.left * left[i]);
            canvas.right[at + i] += amplitude * (wide ? right[i] : sides.right * left[i]);
        }
        before = after;
    }
}

} // namespace taraf::demo
