#include "styles.h"
#include "synth/filter.h"
#include "synth/reverb.h"
#include "synth/wave.h"

#include <algorithm>

namespace taraf::demo {

/// Four bowed parts in a chorale: each moves to the nearest tone of the next chord, phrases breathe, the treble sings.
void composeStrings(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const Grid grid(piece.seconds - 4.5, piece.tempo, 4, 4);
    const WaveBank saw = WaveBank::soft(canvas.rate, 1.15);
    const double bright = piece.album.brightness;
    const Progression phrase = period(lot, piece.scale.mode);
    const Progression answer = period(lot, piece.scale.mode);
    const auto tune = composeTune(lot, phrase, {.density = 0.3, .low = 9, .high = 16});
    const auto reply = composeTune(lot, answer, {.density = 0.35, .low = 10, .high = 17});

    struct Part {
        int low, high, at;
        double pan, cutoff;
    };
    std::array<Part, 3> inner{{{-4, 3, 0, 0.45, 1100}, {2, 8, 4, 0.2, 1700}, {5, 11, 9, -0.2, 2300}}};
    for (int bar = 0; bar < grid.bars; ++bar) {
        const bool second = (bar / 8) % 2 == 1;
        const Progression &chords = second ? answer : phrase;
        const int inPhrase = bar % 8;
        const int chord = chords[static_cast<std::size_t>(inPhrase)];
        const double full = fullness(grid.part(bar));
        // A phrase swells towards its sixth bar and falls back.
        const double swell = 0.75 + 0.25 * (inPhrase < 6 ? inPhrase / 5.0 : (8 - inPhrase) / 3.0);
        const bool last = bar == grid.bars - 1;
        for (std::size_t p = 0; p < inner.size(); ++p) {
            Part &part = inner[p];
            part.at = p == 0 ? chord : nearestChordTone(chord, part.at + lot.below(3) - 1);
            while (part.at > part.high) part.at -= 7;
            while (part.at < part.low) part.at += 7;
            const Patch bow{.bank = &saw, .attack = 0.22, .decay = 1.2, .sustain = 0.85, .release = 0.45, .unison = 2, .detune = 7, .spread = 0.12,
                            .vibrato = 7, .vibratoHz = 5.1 + 0.2 * static_cast<double>(p), .vibratoDelay = 0.8,
                            .cutoff = part.cutoff * (0.6 + 0.8 * bright) * (0.7 + 0.5 * full), .cutoffPeak = 300, .cutoffDecay = 0.4};
            const double gain = (p == 0 ? 0.2 : 0.13) * swell * (0.55 + 0.45 * full);
            const double late = lot.between(0, 0.03);
            // Inner parts move at the half bar where the piece is full.
            const bool moves = p > 0 && full > 0.7 && !last && lot.chance(0.5);
            const double halves = moves ? 2 : 4;
            play(canvas, bow, {.start = grid.at(bar) + late, .length = grid.beat * halves * (last ? 1.15 : 1), .hz = piece.scale.hz(part.at), .gain = gain, .pan = part.pan}, lot);
            if (moves) {
                part.at = nearestChordTone(chord, part.at + (lot.chance(0.5) ? 2 : -2));
                play(canvas, bow, {.start = grid.at(bar, 2) + late, .length = grid.beat * 2, .hz = piece.scale.hz(part.at), .gain = gain, .pan = part.pan}, lot);
            }
        }
        if (bar < 2 || full < 0.45) continue;
        for (const TuneNote &note : second ? reply : tune) {
            if (note.bar != inPhrase) continue;
            const Patch first{.bank = &saw, .attack = 0.12, .decay = 1, .sustain = 0.9, .release = 0.3, .unison = 2, .detune = 6, .spread = 0.1,
                              .vibrato = 11, .vibratoHz = 5.6, .vibratoDelay = 0.5, .cutoff = 2600 * (0.6 + 0.8 * bright), .cutoffPeak = 700, .cutoffDecay = 0.3};
            play(canvas, first, {.start = grid.at(bar, note.beat), .length = note.length * grid.beat, .hz = piece.scale.hz(note.degree),
                                 .gain = 0.15 * note.accent * swell * (0.6 + 0.4 * full), .pan = -0.45}, lot);
        }
    }
    apply(canvas, Biquad::peak(canvas.rate, 420, 0.9, 2.5)); // the bodies of wood
    apply(canvas, Biquad::peak(canvas.rate, 2600, 0.8, -2));
    reverberate(canvas, {.seconds = 2.6, .darkness = 0.5, .size = 1.3, .wet = 0.16, .preDelay = 0.03});
}

} // namespace taraf::demo
