/// @file Signals whose likeness is known beforehand.
#pragma once

#include "taraf/analysis/layout.h"
#include "taraf/base/audio.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <span>
#include <vector>

namespace taraf::analysis::test {

inline std::size_t samplesOf(double seconds) { return static_cast<std::size_t>(seconds * kAnalysisRate); }

inline Pcm noise(double seconds, unsigned seed, float size = 0.3F)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> value(-size, size);
    Pcm pcm;
    pcm.samples.resize(samplesOf(seconds));
    for (float &sample : pcm.samples) sample = value(random);
    return pcm;
}

/// A tone of an instrument: overtones fall with `slope`.
struct Timbre {
    double slope;
    bool oddOnly;
    double decay; ///< s
};

inline void addNote(Pcm &pcm, double at, double hertz, double seconds, Timbre timbre)
{
    const std::size_t from = samplesOf(at);
    for (std::size_t n = 0; n < samplesOf(seconds) && from + n < pcm.samples.size(); ++n) {
        const double t = static_cast<double>(n) / kAnalysisRate;
        double value = 0.0;
        for (int h = 1; h * hertz < 10000.0 && h <= 12; h += timbre.oddOnly ? 2 : 1) {
            value += std::pow(h, -timbre.slope) * std::sin(2.0 * std::numbers::pi * h * hertz * t);
        }
        const double envelope = std::min(1.0, t / 0.01) * std::exp(-t / timbre.decay) * std::min(1.0, (seconds - t) / 0.02);
        pcm.samples[from + n] += static_cast<float>(0.1 * envelope * value);
    }
}

/// Chords of a cadence, moved up by so many semitones, over a little noise.
inline Pcm cadence(double seconds, int transposed, Timbre timbre, bool minor = false)
{
    Pcm pcm = noise(seconds, 5, 0.001F);
    const int third = minor ? 3 : 4;
    const int chords[4][3] = {{0, third, 7}, {5, 5 + third, 12}, {7, 11, 14}, {0, third, 7}};
    for (int bar = 0; bar < static_cast<int>(seconds / 1.5); ++bar) {
        for (const int note : chords[bar % 4]) addNote(pcm, 1.5 * bar, 220.0 * std::exp2((note + transposed) / 12.0), 1.5, timbre);
    }
    return pcm;
}

/// A melody drawn from the seed.
inline Pcm melody(double seconds, unsigned seed, Timbre timbre, double step = 0.4)
{
    Pcm pcm = noise(seconds, seed + 100, 0.001F);
    std::mt19937 random(seed);
    const int scale[7] = {0, 2, 4, 5, 7, 9, 11};
    for (double at = 0.0; at < seconds; at += step) {
        const unsigned draw = static_cast<unsigned>(random() % 14U);
        addNote(pcm, at, 220.0 * std::exp2((scale[draw % 7] + 12 * static_cast<int>(draw / 7)) / 12.0), step, timbre);
    }
    return pcm;
}

/// Clicks of noise, so many a minute.
inline Pcm pulses(double seconds, double perMinute, unsigned seed)
{
    Pcm pcm = noise(seconds, seed, 0.002F);
    std::mt19937 random(seed + 1);
    std::uniform_real_distribution<double> value(-0.5, 0.5);
    for (double at = 0.05; at < seconds; at += 60.0 / perMinute) {
        const std::size_t from = samplesOf(at);
        for (std::size_t n = 0; n < samplesOf(0.1) && from + n < pcm.samples.size(); ++n) {
            pcm.samples[from + n] += static_cast<float>(value(random) * std::exp(-static_cast<double>(n) / (0.02 * kAnalysisRate)));
        }
    }
    return pcm;
}

inline Pcm scaled(Pcm pcm, float gain)
{
    for (float &sample : pcm.samples) sample *= gain;
    return pcm;
}

inline double cosine(std::span<const float> a, std::span<const float> b)
{
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        aa += static_cast<double>(a[i]) * static_cast<double>(a[i]);
        bb += static_cast<double>(b[i]) * static_cast<double>(b[i]);
    }
    return ab / std::sqrt(aa * bb + 1e-30);
}

inline std::span<const float> of(std::span<const float> descriptor, Pattern pattern)
{
    return descriptor.subspan(range(pattern).offset, range(pattern).size());
}

/// The largest difference over all but the level.
inline double farthestApart(std::span<const float> a, std::span<const float> b)
{
    double most = 0.0;
    for (std::size_t i = 0; i < range(Pattern::Level).offset; ++i) most = std::max(most, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return most;
}

} // namespace taraf::analysis::test
