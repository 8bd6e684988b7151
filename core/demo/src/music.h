/// @file What is composed: scales, progressions, time, tunes.
#pragma once

#include "random.h"

#include <array>
#include <vector>

namespace taraf::demo {

enum class Mode : std::uint8_t { Major, Minor, Dorian, Mixolydian, Lydian };

/// Seven degrees above a root; degree 7 is the octave, degree -1 the seventh below.
struct Scale {
    int root = 60; ///< MIDI note number
    Mode mode = Mode::Major;

    [[nodiscard]] int midi(int degree) const noexcept;
    [[nodiscard]] double hz(int degree) const noexcept;
};

/// Equal temperament, A4 (69) = 440 Hz.
[[nodiscard]] double hertz(int midi) noexcept;

/// One chord a bar, as the degree of its root, [0, 6].
using Progression = std::vector<int>;

/// Four bars that turn in a circle.
[[nodiscard]] Progression circle(Lot &lot, Mode mode);
/// Eight bars: a circle twice, the second time going home at its end.
[[nodiscard]] Progression period(Lot &lot, Mode mode);

/// The degree among a chord's (root, third, fifth, octaves of them) nearest to `degree`.
[[nodiscard]] int nearestChordTone(int chord, int degree) noexcept;

/// Bars of equal length that fill a time exactly.
struct Grid {
    /// As many bars as come nearest to the tempo, a multiple of `multiple`.
    Grid(double seconds, double beatsPerMinute, int beatsABar, int multiple);

    [[nodiscard]] double at(int bar, double inBar = 0) const noexcept { return (bar * beatsPerBar + inBar) * beat; }
    /// How far through the piece a bar lies, [0, 1).
    [[nodiscard]] double part(int bar) const noexcept { return static_cast<double>(bar) / bars; }

    int beatsPerBar;
    int bars;
    double beat; ///< s
};

/// How full the music is at a part of the piece: it begins thin, grows, draws breath in the middle, grows again, leaves. [0, 1]
[[nodiscard]] double fullness(double part) noexcept;

/// A note of a tune.
struct TuneNote {
    int bar = 0;
    double beat = 0;   ///< in the bar
    double length = 1; ///< beats
    int degree = 0;
    double accent = 1; ///< [0.6, 1]
};

struct TuneShape {
    int beatsPerBar = 4;
    double density = 0.5;  ///< [0, 1]: long notes to short ones
    int low = 5, high = 14; ///< degrees
};

/// A tune over a progression: two motifs of two bars in turn, as A B A B', the last coming home. The same motif keeps its rhythm and
/// its line and bends to the chords beneath.
[[nodiscard]] std::vector<TuneNote> composeTune(Lot &lot, const Progression &chords, const TuneShape &shape);

} // namespace taraf::demo
