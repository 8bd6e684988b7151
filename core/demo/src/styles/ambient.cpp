#include "styles.h"
#include "synth/filter.h"
#include "synth/reverb.h"
#include "synth/struck.h"
#include "synth/wave.h"

namespace taraf::demo {

/// Slow pads that melt into one another over a drone, a few distant bells, a very large room.
void composeAmbient(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const Grid grid(piece.seconds - 8, piece.tempo, 4, 2);
    const double bright = piece.album.brightness;
    const WaveBank pad = WaveBank::soft(canvas.rate, 1.9 - 0.6 * bright);
    const WaveBank pure = WaveBank::soft(canvas.rate, 3);
    const double barSeconds = grid.at(1);
    const Patch voice{.bank = &pad, .attack = 2.6, .decay = 6, .sustain = 0.75, .release = 4.5, .unison = 3, .detune = 14, .spread = 0.7,
                      .cutoff = 380 + 900 * bright, .cutoffPeak = 160, .cutoffDecay = 4};
    const Patch drone{.bank = &pure, .attack = 4, .sustain = 1, .release = 5, .unison = 2, .detune = 5, .spread = 0.3};
    const FmPatch bell{.ratio = 3.5 - bright, .depth = 0.7, .depthDecay = 0.6, .decay = 2.2, .attack = 0.03, .release = 1.5};

    const Progression chords = circle(lot, piece.scale.mode);
    Canvas bells = canvas.another();
    int high = 9;
    for (int bar = 0; bar < grid.bars; bar += 2) {
        const double full = fullness(grid.part(bar));
        const int chord = chords[static_cast<std::size_t>(bar / 2) % chords.size()];
        const double start = grid.at(bar);
        play(canvas, drone, {.start = start, .length = 2 * barSeconds, .hz = piece.scale.hz(chord % 7 > 3 ? chord - 7 : chord) / 2, .gain = 0.11}, lot);
        const int voices = 3 + (full > 0.6 ? 1 : 0) + (full > 0.85 ? 1 : 0);
        constexpr std::array<int, 5> open{0, 4, 9, 8, 13}; // root, fifth, tenth, ninth, a seventh on top
        for (int v = 0; v < voices; ++v) {
            const double gain = (0.06 + 0.06 * full) / (1 + 0.15 * v);
            play(canvas, voice,
                 {.start = start + lot.between(0, 0.8), .length = 2 * barSeconds - 0.5, .hz = piece.scale.hz(chord + open[static_cast<std::size_t>(v)]),
                  .gain = gain, .pan = lot.between(-0.4, 0.4)}, lot);
        }
        if (bar < 2 || full < 0.5) continue;
        for (int b = 0; b < 2; ++b) {
            if (!lot.chance(0.55)) continue;
            high = nearestChordTone(chord, high + lot.below(5) - 2);
            if (high > 16) high -= 7;
            if (high < 7) high += 7;
            chime(bells, bell, {.start = start + barSeconds * (b + lot.between(0.1, 0.7)), .length = 5, .hz = piece.scale.hz(high), .gain = 0.045,
                                .pan = lot.between(-0.7, 0.7)});
        }
    }
    canvas.add(bells, 1);
    reverberate(canvas, {.seconds = 6.5, .darkness = 0.55 - 0.2 * bright, .size = 1.8, .wet = 0.32, .preDelay = 0.04});
    apply(canvas, Biquad::lowpass(canvas.rate, 2600 + 2600 * bright));
}

} // namespace taraf::demo
