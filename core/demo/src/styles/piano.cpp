#include "styles.h"
#include "synth/filter.h"
#include "synth/reverb.h"
#include "synth/struck.h"

namespace taraf::demo {

/// A ballad: broken chords in the left hand, a tune in the right, and a tempo that leans into phrases and lingers at their ends.
void composePiano(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const Grid grid(piece.seconds - 5.5, piece.tempo, piece.number == 2 ? 3 : 4, 4);
    const int beats = grid.beatsPerBar;
    const double bright = piece.album.brightness;
    const HammerPatch soft{.ring = 7, .brightness = 0.15 + 0.4 * bright, .release = 0.35};
    const HammerPatch clear{.ring = 6, .brightness = 0.35 + 0.6 * bright, .release = 0.3};
    const Progression verse = period(lot, piece.scale.mode);
    const Progression other = period(lot, piece.scale.mode);
    const TuneShape shape{.beatsPerBar = beats, .density = 0.38, .low = 7, .high = 16};
    const auto verseTune = composeTune(lot, verse, shape);
    const auto otherTune = composeTune(lot, other, shape);

    // Within four bars time runs a little ahead and then waits; the displacement is zero at both ends.
    const double lean = lot.between(0.10, 0.17);
    const auto time = [&](int bar, double beat) {
        const double through = (bar % 4 + beat / beats) / 4;
        const double shift = -lean * std::sin(std::numbers::pi * through) * (1 - 0.3 * through);
        return grid.at(bar, beat) + shift + lot.between(0, 0.012) + 0.05;
    };
    const auto panOf = [](double hz) { return 0.22 * std::log2(hz / 300) / 2; };
    const auto key = [&](const HammerPatch &patch, double start, double length, double hz, double gain) {
        strike(canvas, patch, {.start = start, .length = length, .hz = hz, .gain = gain, .pan = panOf(hz)});
    };
    const std::array<int, 8> broken = lot.chance(0.5) ? std::array<int, 8>{0, 4, 7, 9, 11, 9, 7, 4} : std::array<int, 8>{0, 4, 9, 7, 11, 7, 9, 4};

    for (int bar = 0; bar < grid.bars; ++bar) {
        const bool second = (bar / 8) % 2 == 1;
        const int inVerse = bar % 8;
        const int chord = (second ? other : verse)[static_cast<std::size_t>(inVerse)];
        const int base = (chord > 3 ? chord - 7 : chord) - 7;
        const double full = fullness(grid.part(bar));
        const double touch = 0.45 + 0.55 * full;
        const double barLength = grid.at(1);
        if (bar == grid.bars - 1) {
            double late = 0;
            for (const int tone : {-7, -3, 2, 7, 9, 14}) {
                key(soft, time(bar, 0) + late, 7, piece.scale.hz(tone), 0.13);
                late += 0.07;
            }
            break;
        }
        const int halves = beats * 2;
        for (int half = 0; half < halves; ++half) {
            // Where it is quiet, only the beats are played.
            if (half % 2 == 1 && full < 0.5) continue;
            // The pedal holds the bar together.
            const double start = time(bar, half * 0.5);
            const double held = barLength * (1 - static_cast<double>(half) / halves) + 0.15;
            key(soft, start, held, piece.scale.hz(base + broken[static_cast<std::size_t>(half) % broken.size()]), (half == 0 ? 0.2 : 0.11) * touch);
        }
        if (bar < 2) continue;
        for (const TuneNote &note : second ? otherTune : verseTune) {
            if (note.bar != inVerse) continue;
            const double start = time(bar, note.beat);
            const double length = note.length * grid.beat * 1.05;
            key(clear, start, length, piece.scale.hz(note.degree), 0.26 * note.accent * touch);
            // Strong notes get a second tone beneath once the piece has opened.
            if (full > 0.75 && note.accent > 0.95) key(clear, start, length, piece.scale.hz(nearestChordTone(chord, note.degree - 3)), 0.15 * touch);
            if (full > 0.95 && note.accent > 0.85) key(clear, start, length, piece.scale.hz(note.degree - 7), 0.16 * touch);
        }
    }
    apply(canvas, Biquad::peak(canvas.rate, 180, 0.8, -1.5));
    reverberate(canvas, {.seconds = 1.9, .darkness = 0.5, .size = 1.1, .wet = 0.11, .preDelay = 0.02});
}

} // namespace taraf::demo
