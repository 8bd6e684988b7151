/// @file Instruments whose notes are struck or plucked and then die away.
#pragma once

#include "random.h"
#include "synth/canvas.h"

namespace taraf::demo {

/// A plucked string.
struct StringPatch {
    double ring = 3;          ///< s until 60 dB below, at 220 Hz; higher strings ring shorter
    double brightness = 0.6;  ///< [0, 1]: how much treble the string keeps
    double hardness = 0.6;    ///< [0, 1]: of finger or plectrum
    double position = 0.18;   ///< where it is plucked, as a part of its length
    double release = 0.12;    ///< s, once it is let go
};

/// Source: Karplus, Strong, "Digital synthesis of plucked-string and drum timbres", 1983; tuning by all-pass and pick position after
/// Jaffe, Smith, "Extensions of the Karplus-Strong plucked-string algorithm", 1983.
void pluck(Canvas &canvas, const StringPatch &patch, const Note &note, Lot &lot);

/// Strings struck by hammers: stiff partials, each with a decay of its own, on two strings slightly out of tune.
struct HammerPatch {
    double ring = 6;            ///< s until the fundamental of middle C is 60 dB below
    double brightness = 0.5;    ///< [0, 1]
    double stiffness = 3e-4;    ///< inharmonicity B in f(n) = n·f·√(1 + B·n²)
    double outOfTune = 1.2;     ///< cents between the two strings
    double release = 0.25;      ///< s
};

/// Source for the partials: Fletcher, "Normal vibration frequencies of a stiff piano string", 1964.
void strike(Canvas &canvas, const HammerPatch &patch, const Note &note);

/// Two-operator frequency modulation whose depth dies away: electric pianos, bells, marimbas.
struct FmPatch {
    double ratio = 1;       ///< modulator to carrier
    double depth = 1.5;     ///< rad at the start
    double depthDecay = 0.3; ///< s
    double decay = 1.2;     ///< s, time constant of the sound
    double attack = 0.002;  ///< s
    double release = 0.15;  ///< s
};

/// Source: Chowning, "The synthesis of complex audio spectra by means of frequency modulation", 1973.
void chime(Canvas &canvas, const FmPatch &patch, const Note &note);

} // namespace taraf::demo
