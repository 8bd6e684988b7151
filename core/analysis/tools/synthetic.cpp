#include "synthetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace taraf::analysis {
namespace {

constexpr double kRate = kAnalysisRate;
constexpr std::size_t kTable = 2048;

/// SplitMix64. Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    double uniform()
    {
        m_state += 0x9e3779b97f4a7c15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }
    double between(double low, double high) { return low + (high - low) * uniform(); }
    double logBetween(double low, double high) { return low * std::pow(high / low, uniform()); }
    std::size_t below(std::size_t count) { return std::min(count - 1, static_cast<std::size_t>(uniform() * static_cast<double>(count))); }
    bool chance(double probability) { return uniform() < probability; }

private:
    std::uint64_t m_state;
};

/// One cycle of a tone with its overtones, and how a note of it begins and ends.
struct Instrument {
    std::array<std::vector<float>, 8> cycles; ///< one per octave from 32 Hz, without what would be above 11 kHz
    double attack, decay, sustain, vibrato, level;

    explicit Instrument(Dice &dice)
    {
        const double slope = dice.between(0.4, 2.6), formant = dice.logBetween(300, 4000), colour = dice.between(0, 3);
        const double even = dice.chance(0.3) ? dice.between(0, 0.3) : 1.0;
        attack = dice.logBetween(0.002, 0.25);
        decay = dice.logBetween(0.08, 2.5);
        sustain = dice.chance(0.5) ? dice.between(0.3, 1.0) : 0.0;
        vibrato = dice.chance(0.4) ? dice.between(0, 0.006) : 0.0;
        level = dice.logBetween(0.25, 1.0);
        for (std::size_t octave = 0; octave < cycles.size(); ++octave) {
            const double pitch = 32.0 * std::exp2(static_cast<double>(octave));
            std::vector<float> &cycle = cycles[octave];
            cycle.assign(kTable, 0.0F);
            const auto harmonics = std::clamp(static_cast<int>(11000.0 / (2.0 * pitch)), 1, 60);
            for (int h = 1; h <= harmonics; ++h) {
                const double octavesOff = std::log2(pitch * 1.4 * h / formant);
                const double size = std::pow(h, -slope) * (1.0 + colour * std::exp(-octavesOff * octavesOff)) * (h % 2 == 0 ? even : 1.0);
                const double phase = dice.uniform();
                for (std::size_t n = 0; n < kTable; ++n) {
                    cycle[n] += static_cast<float>(size * std::sin(2.0 * std::numbers::pi * (h * static_cast<double>(n) / kTable + phase)));
                }
            }
        }
    }

    void play(std::vector<float> &into, double at, double hertz, double seconds, double loudness) const
    {
        const auto octave = static_cast<std::size_t>(std::clamp(std::log2(hertz / 32.0), 0.0, 7.0));
        const std::vector<float> &cycle = cycles[octave];
        const double release = 0.05;
        const auto from = static_cast<std::size_t>(at * kRate), length = static_cast<std::size_t>((seconds + release) * kRate);
        double phase = 0.0;
        for (std::size_t n = 0; n < length && from + n < into.size(); ++n) {
            const double t = static_cast<double>(n) / kRate;
            double envelope = t < attack ? t / attack : sustain + (1.0 - sustain) * std::exp(-(t - attack) / decay);
            if (t > seconds) envelope *= 1.0 - (t - seconds) / release;
            into[from + n] += static_cast<float>(loudness * level * envelope) * cycle[static_cast<std::size_t>(phase)];
            phase += hertz / kRate * kTable * (1.0 + vibrato * std::sin(35.0 * t));
            while (phase >= static_cast<double>(kTable)) phase -= static_cast<double>(kTable);
        }
    }
};

struct Drums {
    double kickPitch, kickDecay, snareDecay, hatDecay, snareTone, level;
    std::array<double, 16> kick{}, snare{}, hat{};

    explicit Drums(Dice &dice)
        : kickPitch(dice.between(40, 75)), kickDecay(dice.logBetween(0.06, 0.3)), snareDecay(dice.logBetween(0.04, 0.25)),
          hatDecay(dice.logBetween(0.01, 0.12)), snareTone(dice.between(140, 260)), level(dice.logBetween(0.3, 2.0))
    {
        const bool straight = dice.chance(0.4);
        for (std::size_t step = 0; step < 16; ++step) {
            kick[step] = step % (straight ? 4 : 8) == 0 ? 1.0 : dice.chance(0.12) ? 0.7 : 0.0;
            snare[step] = step % 8 == 4 ? 1.0 : dice.chance(0.06) ? 0.4 : 0.0;
            hat[step] = step % 2 == 0 ? 0.6 : dice.chance(0.4) ? 0.35 : 0.0;
        }
    }

    void play(std::vector<float> &into, double at, std::size_t step, Dice &dice) const
    {
        const auto from = static_cast<std::size_t>(at * kRate);
        double phase = 0.0, last = 0.0;
        for (std::size_t n = 0; n < static_cast<std::size_t>(0.4 * kRate) && from + n < into.size(); ++n) {
            const double t = static_cast<double>(n) / kRate;
            double sample = 0.0;
            if (kick[step] > 0) {
                phase += 2.0 * std::numbers::pi * kickPitch * (1.0 + 3.0 * std::exp(-t / 0.02)) / kRate;
                sample += 3.0 * kick[step] * std::sin(phase) * std::exp(-t / kickDecay);
            }
            const double noise = dice.between(-1, 1);
            if (snare[step] > 0) {
                sample += snare[step] * (noise + 0.5 * std::sin(2.0 * std::numbers::pi * snareTone * t)) * std::exp(-t / snareDecay);
            }
            if (hat[step] > 0) sample += hat[step] * (noise - last) * 0.5 * std::exp(-t / hatDecay);
            last = noise;
            into[from + n] += static_cast<float>(level * sample);
        }
    }
};

/// Four comb filters: enough of a room to smear what is dry.
void reverberate(std::vector<float> &samples, double wet, double seconds)
{
    std::vector<float> sum(samples.size(), 0.0F);
    for (const double delay : {0.0297, 0.0371, 0.0411, 0.0437}) {
        const auto length = static_cast<std::size_t>(delay * kRate);
        const auto feedback = static_cast<float>(std::pow(10.0, -3.0 * delay / seconds));
        std::vector<float> line(length, 0.0F);
        for (std::size_t n = 0; n < samples.size(); ++n) {
            float &cell = line[n % length];
            sum[n] += cell;
            cell = samples[n] + feedback * cell;
        }
    }
    for (std::size_t n = 0; n < samples.size(); ++n) samples[n] += static_cast<float>(wet * 0.25) * sum[n];
}

} // namespace

Pcm synthetic(std::uint64_t seed, Seconds length)
{
    Dice dice(seed * 0x2545f4914f6cdd1dU + 1);
    for (int i = 0; i < 4; ++i) static_cast<void>(dice.uniform());
    Pcm pcm;
    std::vector<float> &samples = pcm.samples;
    samples.assign(static_cast<std::size_t>(length.count() * kRate), 0.0F);

    constexpr std::array<std::array<int, 7>, 3> kScales{{{0, 2, 4, 5, 7, 9, 11}, {0, 2, 3, 5, 7, 8, 10}, {0, 2, 3, 5, 7, 9, 10}}};
    const std::array<int, 7> scale = kScales[dice.below(3)];
    const double root = 440.0 * std::exp2((static_cast<double>(dice.below(12)) + dice.between(-0.3, 0.3)) / 12.0 - 2.0);
    const auto pitch = [&](int degree) { return root * std::exp2((scale[static_cast<std::size_t>((degree % 7 + 7) % 7)] + 12.0 * std::floor(degree / 7.0)) / 12.0); };
    const double step = 60.0 / dice.logBetween(55, 185) / 4.0; // a sixteenth
    std::array<int, 4> chords{};
    for (int &chord : chords) chord = static_cast<int>(dice.below(7));
    const std::size_t chordSteps = std::array<std::size_t, 3>{8, 16, 32}[dice.below(3)];
    const Instrument pad(dice), lead(dice), bass(dice), arpeggio(dice);
    const Drums drums(dice);
    const bool hasDrums = dice.chance(0.65), hasBass = dice.chance(0.75), hasPad = dice.chance(0.75), hasLead = dice.chance(0.7) || !hasPad;
    const bool hasArpeggio = dice.chance(0.4);
    const double busy = dice.between(0.05, 0.5), padOctave = dice.chance(0.5) ? 2.0 : 1.0;
    const double section = dice.between(6.0, 25.0);

    int melody = 7;
    for (std::size_t n = 0; static_cast<double>(n) * step < length.count(); ++n) {
        const double at = static_cast<double>(n) * step;
        // Every section leaves another layer out.
        const std::size_t silent = static_cast<std::size_t>(at / section) % 4;
        const int chord = chords[n / chordSteps % chords.size()];
        if (hasPad && n % chordSteps == 0 && silent != 1) {
            for (const int third : {0, 2, 4}) pad.play(samples, at, padOctave * pitch(chord + third), step * static_cast<double>(chordSteps), 0.3);
        }
        if (hasBass && n % 4 == 0 && silent != 2) bass.play(samples, at, pitch(chord) / 2.0, step * 3.5, 0.6);
        if (hasArpeggio && n % 2 == 0) arpeggio.play(samples, at, 2.0 * pitch(chord + static_cast<int>(n / 2 % 3) * 2), step * 1.8, 0.3);
        if (hasLead && silent != 3 && (n % 8 == 0 || dice.chance(busy))) {
            melody = std::clamp(melody + static_cast<int>(dice.below(5)) - 2, 3, 16);
            lead.play(samples, at, pitch(melody), step * dice.between(1.0, 6.0), 0.45);
        }
        if (hasDrums && silent != 0) drums.play(samples, at, n % 16, dice);
    }
    if (dice.chance(0.8)) reverberate(samples, dice.logBetween(0.05, 1.0), dice.logBetween(0.2, 2.5));
    // Tilt, drive, and the noise floor of a recording.
    const auto tilt = static_cast<float>(dice.between(-0.5, 0.85));
    const double drive = dice.logBetween(0.1, 3.0), noise = dice.logBetween(1e-5, 3e-3);
    float low = 0.0F, loudest = 1e-6F;
    for (float &sample : samples) {
        low += 0.1F * (sample - low);
        sample = tilt > 0 ? sample - tilt * (sample - low) : sample + tilt * low;
        loudest = std::max(loudest, std::abs(sample));
    }
    for (float &sample : samples) {
        sample = static_cast<float>(0.8 * std::tanh(drive * 3.0 * static_cast<double>(sample / loudest)) / std::tanh(drive * 3.0) + dice.between(-noise, noise));
    }
    return pcm;
}

} // namespace taraf::analysis
