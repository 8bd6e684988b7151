/// @file Made-up tracks: each with a chord, a rhythm and a brightness of its own, the same all the way through.
#pragma once

#include "taraf/learn/spectrogram.h"

#include <cmath>
#include <numbers>
#include <random>

namespace taraf::learn::test {

inline Pcm piece(unsigned seed, double seconds = 12.0, float gain = 0.3F)
{
    std::mt19937 random(seed);
    const auto share = [&] { return static_cast<double>(random()) / 4294967296.0; };
    double pitches[3];
    for (double &pitch : pitches) pitch = 110.0 * std::exp2(3.0 * share());
    const double slope = 0.5 + 2.0 * share(), beat = 0.2 + 0.5 * share(), decay = 0.05 + 0.4 * share(), hiss = 0.05 * share();
    Pcm pcm;
    pcm.samples.resize(static_cast<std::size_t>(seconds * kAnalysisRate));
    for (std::size_t n = 0; n < pcm.samples.size(); ++n) {
        const double t = static_cast<double>(n) / kAnalysisRate;
        double value = hiss * (2.0 * share() - 1.0);
        for (const double pitch : pitches) {
            for (int overtone = 1; overtone <= 6; ++overtone) {
                value += std::pow(overtone, -slope) * std::sin(2.0 * std::numbers::pi * overtone * pitch * t) / 6.0;
            }
        }
        pcm.samples[n] = gain * static_cast<float>(value * std::exp(-std::fmod(t, beat) / decay));
    }
    return pcm;
}

} // namespace taraf::learn::test
