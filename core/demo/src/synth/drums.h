/// @file Drums: each stroke is made once and then laid into the canvas wherever it falls.
#pragma once

#include "random.h"
#include "synth/canvas.h"

#include <vector>

namespace taraf::demo {

/// Mono samples of one stroke, peak 1.
using Stroke = std::vector<float>;

/// A skin: a sine whose pitch falls.
struct Skin {
    double hz = 55;          ///< where the pitch comes to rest
    double above = 120;      ///< Hz more at the stroke
    double fall = 0.03;      ///< s, time constant of the pitch
    double decay = 0.15;     ///< s, time constant of the loudness
};

/// A noise through a band.
struct Hiss {
    double low = 4000, high = 15000; ///< Hz, where it starts and ends
    double attack = 0.001;           ///< s
    double decay = 0.05;             ///< s
};

[[nodiscard]] Stroke skin(int rate, const Skin &patch);
[[nodiscard]] Stroke hiss(int rate, const Hiss &patch, Lot &lot);
/// Metal: many unrelated tones under a noise.
[[nodiscard]] Stroke metal(int rate, double hz, double decay, Lot &lot);
/// Both at once, the second at a gain.
[[nodiscard]] Stroke together(const Stroke &a, const Stroke &b, double gain);

/// Lays a stroke down at a time.
void hit(Canvas &canvas, const Stroke &stroke, double start, double gain, double pan);

} // namespace taraf::demo
