#include "styles.h"
#include "synth/drums.h"
#include "synth/filter.h"
#include "synth/master.h"
#include "synth/reverb.h"
#include "synth/wave.h"

#include <algorithm>

namespace taraf::demo {
namespace {

struct Kit {
    Kit(int rate, Lot &lot)
        : kick(together(skin(rate, {.hz = 58, .above = 130, .fall = 0.018, .decay = 0.11}), hiss(rate, {.low = 1500, .high = 6000, .decay = 0.006}, lot), 0.25)),
          snare(together(hiss(rate, {.low = 700, .high = 9000, .decay = 0.075}, lot), skin(rate, {.hz = 185, .above = 90, .fall = 0.02, .decay = 0.07}), 0.9)),
          hat(metal(rate, 4200, 0.03, lot)), open(metal(rate, 4000, 0.14, lot)), crash(metal(rate, 2600, 0.55, lot)),
          tom(skin(rate, {.hz = 95, .above = 60, .fall = 0.05, .decay = 0.16}))
    {
    }
    Stroke kick, snare, hat, open, crash, tom;
};

} // namespace

/// Verses of muted chords and open refrains on two distorted guitars, bass, drums, and a guitar that sings over the refrain.
void composeRock(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const Grid grid(piece.seconds - 3, piece.tempo, 4, 4);
    const int rate = canvas.rate;
    const WaveBank saw = WaveBank::saw(rate);
    const Kit kit(rate, lot);
    const Progression verse = circle(lot, piece.scale.mode);
    const Progression refrain = circle(lot, piece.scale.mode);
    Progression eight = refrain;
    eight.insert(eight.end(), refrain.begin(), refrain.end());
    const auto tune = composeTune(lot, eight, {.density = 0.4, .low = 14, .high = 22});
    std::array<bool, 8> kicks{true, false, false, lot.chance(0.5), true, lot.chance(0.5), lot.chance(0.3), false};
    std::array<bool, 8> chugs{true, true, lot.chance(0.6), true, lot.chance(0.7), true, true, lot.chance(0.6)};

    const Patch open{.bank = &saw, .attack = 0.004, .decay = 1.5, .sustain = 0.75, .release = 0.06, .cutoff = 2600};
    const Patch muted{.bank = &saw, .attack = 0.003, .decay = 0.06, .sustain = 0.15, .release = 0.04, .cutoff = 700, .cutoffPeak = 1600, .cutoffDecay = 0.04};
    const Patch bass{.bank = &saw, .attack = 0.005, .decay = 0.4, .sustain = 0.6, .release = 0.05, .cutoff = 420, .cutoffPeak = 500, .cutoffDecay = 0.1};
    const Patch singer{.bank = &saw, .attack = 0.015, .decay = 1, .sustain = 0.85, .release = 0.1, .vibrato = 16, .vibratoHz = 5.4, .vibratoDelay = 0.4, .cutoff = 3000};

    Canvas guitars = canvas.another();
    Canvas lead = canvas.another();
    for (int bar = 0; bar < grid.bars; ++bar) {
        const double part = grid.part(bar);
        const bool intro = part < 0.1;
        const bool loud = !intro && (bar / 8) % 2 == 1;
        const bool last = bar == grid.bars - 1;
        const int chord = (loud ? refrain : verse)[static_cast<std::size_t>(bar % 4)];
        const double hz = piece.scale.hz(chord > 4 ? chord - 7 : chord);
        // The same part twice, a little apart, on either side.
        for (const double side : {-0.85, 0.85}) {
            const auto chordAt = [&](const Patch &patch, double beat, double beats, double gain) {
                const double start = grid.at(bar, beat) + lot.between(0, 0.008);
                const double tuned = hz * std::exp2(lot.between(-3, 3) / 1200);
                play(guitars, patch, {.start = start, .length = beats * grid.beat, .hz = tuned, .gain = gain, .pan = side}, lot);
                play(guitars, patch, {.start = start, .length = beats * grid.beat, .hz = tuned * 1.4983, .gain = gain * 0.8, .pan = side}, lot);
                play(guitars, patch, {.start = start, .length = beats * grid.beat, .hz = tuned * 2, .gain = gain * 0.5, .pan = side}, lot);
            };
            if (last) {
                chordAt(open, 0, 6, 0.3);
            } else if (loud || intro) {
                chordAt(open, 0, 1.4, 0.3);
                chordAt(open, 1.5, 1.4, 0.28);
                chordAt(open, 3, 0.9, 0.28);
            } else {
                for (int half = 0; half < 8; ++half) {
                    if (chugs[static_cast<std::size_t>(half)]) chordAt(muted, half * 0.5, 0.4, half % 4 == 0 ? 0.34 : 0.27);
                }
            }
        }
        if (last) {
            hit(canvas, kit.crash, grid.at(bar), 0.3, 0.2);
            hit(canvas, kit.kick, grid.at(bar), 0.8, 0);
            play(canvas, bass, {.start = grid.at(bar), .length = grid.beat * 6, .hz = hz / 2 < 36 ? hz : hz / 2, .gain = 0.3}, lot);
            break;
        }
        if (intro && bar < 2) continue;
        for (int half = 0; half < 8; ++half) {
            const double at = grid.at(bar, half * 0.5) + lot.between(0, 0.004);
            play(canvas, bass, {.start = at, .length = grid.beat * 0.45, .hz = hz / 2 < 36 ? hz : hz / 2, .gain = 0.2}, lot);
            if (kicks[static_cast<std::size_t>(half)] || (loud && half == 3)) hit(canvas, kit.kick, at, 0.8, 0);
            const bool fill = bar % 8 == 7 && half >= 5;
            if (fill) hit(canvas, half == 7 ? kit.snare : kit.tom, at, 0.55, half * 0.15 - 0.8);
            else if (half == 2 || half == 6) hit(canvas, kit.snare, at, 0.62, 0.03);
            hit(canvas, loud ? kit.open : kit.hat, at, (half % 2 == 0 ? 0.16 : 0.11), 0.3);
        }
        if (bar % 8 == 0) hit(canvas, kit.crash, grid.at(bar), 0.28, -0.3);
        if (!loud) continue;
        for (const TuneNote &note : tune) {
            if (note.bar != bar % 8) continue;
            play(lead, singer, {.start = grid.at(bar, note.beat), .length = note.length * grid.beat * 0.95, .hz = piece.scale.hz(note.degree), .gain = 0.4 * note.accent,
                                .pan = 0.05}, lot);
        }
    }
    apply(guitars, Biquad::highpass(rate, 90));
    distort(guitars, 5.5);
    apply(guitars, Biquad::lowpass(rate, 4800, 0.9)); // the loudspeaker
    apply(guitars, Biquad::peak(rate, 2600, 0.8, 7));
    distort(lead, 4);
    apply(lead, Biquad::lowpass(rate, 4000));
    echo(lead, grid.beat * 0.75, 0.3, 0.3);
    canvas.add(guitars, 0.36);
    canvas.add(lead, 0.24);
    reverberate(canvas, {.seconds = 0.8, .darkness = 0.4, .size = 0.7, .wet = 0.05, .preDelay = 0.01});
}

} // namespace taraf::demo
