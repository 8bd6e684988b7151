#include "styles.h"
#include "synth/drums.h"
#include "synth/filter.h"
#include "synth/reverb.h"
#include "synth/struck.h"

namespace taraf::demo {

/// A trio: walking bass, brushes and ride in swing, electric piano with seventh chords and a tune that turns into a solo.
void composeJazz(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const int beats = piece.number == 1 ? 3 : 4;
    const Grid grid(piece.seconds - 3.5, piece.tempo, beats, 4);
    const int rate = canvas.rate;
    const Stroke ride = metal(rate, 3300, 0.24, lot);
    const Stroke brush = hiss(rate, {.low = 1800, .high = 7500, .attack = 0.02, .decay = 0.06}, lot);
    const Stroke sweep = hiss(rate, {.low = 2200, .high = 6500, .attack = 0.14, .decay = 0.16}, lot);
    const Stroke foot = hiss(rate, {.low = 5500, .high = 12000, .decay = 0.018}, lot);
    const StringPatch bass{.ring = 1.3, .brightness = 0.12, .hardness = 0.15, .position = 0.3, .release = 0.07};
    const FmPatch chordPatch{.ratio = 1, .depth = 0.9, .depthDecay = 0.35, .decay = 1.1, .release = 0.12};
    const FmPatch solo{.ratio = 1, .depth = 1.5, .depthDecay = 0.25, .decay = 1.3, .release = 0.1};

    const Progression chords = period(lot, piece.scale.mode);
    const TuneShape theme{.beatsPerBar = beats, .density = 0.5, .low = 9, .high = 17};
    const auto head = composeTune(lot, chords, theme);
    TuneShape busy = theme;
    busy.density = 0.75;
    const auto chorus = composeTune(lot, chords, busy);
    const auto otherChorus = composeTune(lot, chords, busy);

    // The second half of a beat comes late: two thirds through.
    const auto time = [&](int bar, double beat) {
        const double whole = std::floor(beat);
        const double inBeat = beat - whole;
        const double swung = inBeat < 0.5 ? inBeat * 4 / 3 : 2.0 / 3 + (inBeat - 0.5) * 2 / 3;
        return grid.at(bar, whole + swung) + lot.between(0, 0.01);
    };

    int walking = 0;
    for (int bar = 0; bar < grid.bars; ++bar) {
        const int inChorus = bar % 8;
        const int chord = chords[static_cast<std::size_t>(inChorus)];
        const int next = chords[static_cast<std::size_t>((inChorus + 1) % 8)];
        const double full = fullness(grid.part(bar));
        if (bar == grid.bars - 1) {
            for (const int third : {0, 2, 6, 8, 11}) {
                chime(canvas, chordPatch, {.start = grid.at(bar) + 0.02 * third, .length = 5, .hz = piece.scale.hz(third + 7), .gain = 0.09, .pan = -0.25});
            }
            pluck(canvas, bass, {.start = grid.at(bar), .length = 4, .hz = piece.scale.hz(-7), .gain = 0.4}, lot);
            hit(canvas, ride, grid.at(bar), 0.12, 0.35);
            break;
        }
        for (int beat = 0; beat < beats; ++beat) {
            // From root to root by chord tones, the last a step away from where it leads.
            const int root = chord > 3 ? chord - 7 : chord;
            const int target = next > 3 ? next - 7 : next;
            if (beat == 0) walking = root;
            else if (beat == beats - 1) walking = target + (lot.chance(0.5) ? 1 : -1);
            else walking = nearestChordTone(chord, walking + (lot.chance(0.65) ? 2 : -2));
            pluck(canvas, bass, {.start = time(bar, beat), .length = grid.beat * 0.92, .hz = piece.scale.hz(walking - 7), .gain = beat == 0 ? 0.42 : 0.36, .pan = 0.05}, lot);
            hit(canvas, ride, time(bar, beat), beat % 2 == 1 ? 0.045 : 0.035, 0.35);
            if (beat % 2 == 1 && full > 0.4) hit(canvas, ride, time(bar, beat + 0.5), 0.033, 0.35);
            if (full > 0.4) hit(canvas, sweep, time(bar, beat), 0.035, -0.1);
            if (beat % 2 == 1) {
                hit(canvas, foot, time(bar, beat), 0.065, 0.2);
                if (full > 0.5) hit(canvas, brush, time(bar, beat), 0.1, -0.15);
            } else if (full > 0.6 && lot.chance(0.35)) {
                hit(canvas, brush, time(bar, beat + 0.5), 0.07, -0.15);
            }
        }
        // Chords fall where they like: on the beat, or just before the next one.
        for (const double beat : {0.0, 1.5, 2.5, 3.5}) {
            if (beat >= beats || !lot.chance(beat < 0.1 ? 0.6 : 0.4)) continue;
            const double length = grid.beat * (lot.chance(0.4) ? 1.4 : 0.4);
            for (const int third : {2, 4, 6, 8}) {
                int degree = chord + third + 7;
                while (degree > 14) degree -= 7;
                chime(canvas, chordPatch, {.start = time(bar, beat), .length = length, .hz = piece.scale.hz(degree), .gain = 0.06 + 0.02 * full, .pan = -0.3});
            }
        }
        if (bar < 4) continue;
        const int round = bar / 8;
        for (const TuneNote &note : round == 0 || round >= 4 ? head : round % 2 == 1 ? chorus : otherChorus) {
            if (note.bar != inChorus) continue;
            chime(canvas, solo, {.start = time(bar, note.beat), .length = note.length * grid.beat * 0.9, .hz = piece.scale.hz(note.degree), .gain = 0.2 * note.accent, .pan = 0.1});
        }
    }
    reverberate(canvas, {.seconds = 1.0, .darkness = 0.55, .size = 0.8, .wet = 0.08, .preDelay = 0.012});
    apply(canvas, Biquad::lowpass(rate, 7500));
}

} // namespace taraf::demo
