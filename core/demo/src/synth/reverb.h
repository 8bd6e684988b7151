/// @file Rooms and echoes.
#pragma once

#include "synth/canvas.h"

namespace taraf::demo {

struct Room {
    double seconds = 1.5;   ///< until 60 dB below
    double darkness = 0.4;  ///< [0, 1): how much sooner the treble dies
    double size = 1;        ///< of the delays, [0.5, 2]
    double wet = 0.25;      ///< gain of the room beside the direct sound
    double preDelay = 0.02; ///< s
};

/// Adds a room to what the canvas holds: a feedback delay network of eight lines with a Householder matrix.
/// Source: Jot, Chaigne, "Digital delay networks for designing artificial reverberators", 1991.
void reverberate(Canvas &canvas, const Room &room);

/// Echoes that swing between left and right, each `feedback` times the one before.
void echo(Canvas &canvas, double seconds, double feedback, double wet);

} // namespace taraf::demo
