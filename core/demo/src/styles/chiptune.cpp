#include "styles.h"
#include "synth/drums.h"
#include "synth/wave.h"

namespace taraf::demo {

/// Three voices and a noise, as old consoles had: a thin pulse that runs through chords faster than one can count, a fat pulse with the
/// tune, a triangle for the bass.
void composeChiptune(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const Grid grid(piece.seconds - 1, piece.tempo, 4, 4);
    const int rate = canvas.rate;
    const WaveBank thin = WaveBank::pulse(rate, 0.125);
    const WaveBank fat = WaveBank::pulse(rate, 0.5);
    const WaveBank quarter = WaveBank::pulse(rate, 0.25);
    const WaveBank triangle = WaveBank::triangle(rate);
    const Stroke kick = skin(rate, {.hz = 70, .above = 260, .fall = 0.012, .decay = 0.035});
    const Stroke snare = hiss(rate, {.low = 1200, .high = 9000, .decay = 0.035}, lot);
    const Stroke tick = hiss(rate, {.low = 5500, .high = 9900, .decay = 0.012}, lot);
    const Patch runner{.bank = &thin, .attack = 0.0015, .decay = 0.05, .sustain = 0.6, .release = 0.004};
    const Patch singer{.bank = piece.number % 2 == 0 ? &quarter : &fat, .attack = 0.002, .decay = 0.15, .sustain = 0.6, .release = 0.02, .vibrato = 14,
                       .vibratoHz = 6, .vibratoDelay = 0.35};
    const Patch bass{.bank = &triangle, .attack = 0.002, .decay = 0.2, .sustain = 0.8, .release = 0.01};

    const Progression first = period(lot, piece.scale.mode);
    const Progression second = period(lot, piece.scale.mode);
    const TuneShape shape{.density = 0.72, .low = 12, .high = 21};
    const auto firstTune = composeTune(lot, first, shape);
    const auto secondTune = composeTune(lot, second, shape);
    const std::array<int, 4> pattern = lot.pick(std::array<std::array<int, 4>, 3>{{{0, 2, 4, 7}, {7, 4, 2, 0}, {0, 4, 2, 7}}});
    const int perBeat = piece.number == 3 ? 6 : 8;

    for (int bar = 0; bar < grid.bars; ++bar) {
        const bool isSecond = (bar / 8) % 2 == 1;
        const int inPhrase = bar % 8;
        const int chord = (isSecond ? second : first)[static_cast<std::size_t>(inPhrase)];
        const double full = fullness(grid.part(bar));
        if (bar == grid.bars - 1) {
            for (int step = 0; step < 12; ++step) {
                const int degree = step < 8 ? pattern[static_cast<std::size_t>(step) % 4] + 7 * (step / 4) : 21;
                play(canvas, runner, {.start = grid.at(bar, step * 0.125), .length = step == 11 ? 0.8 : grid.beat * 0.11, .hz = piece.scale.hz(degree), .gain = 0.2}, lot);
            }
            play(canvas, bass, {.start = grid.at(bar), .length = 0.5, .hz = piece.scale.hz(-7), .gain = 0.3}, lot);
            break;
        }
        for (int step = 0; step < 4 * perBeat; ++step) {
            const double beat = static_cast<double>(step) / perBeat;
            const int degree = chord + 7 + pattern[static_cast<std::size_t>(step) % 4];
            play(canvas, runner, {.start = grid.at(bar, beat), .length = grid.beat * 0.9 / perBeat, .hz = piece.scale.hz(degree), .gain = 0.2 + 0.05 * full, .pan = -0.2}, lot);
        }
        if (full > 0.4) {
            for (int half = 0; half < 8; ++half) {
                const int degree = chord - 7 + (half % 4 == 3 ? 7 : half % 4 == 2 ? 4 : 0);
                play(canvas, bass, {.start = grid.at(bar, half * 0.5), .length = grid.beat * 0.42, .hz = piece.scale.hz(degree), .gain = 0.16}, lot);
                hit(canvas, tick, grid.at(bar, half * 0.5), half % 2 == 0 ? 0.12 : 0.2, 0);
            }
        }
        if (full > 0.5) {
            for (int beat = 0; beat < 4; ++beat) {
                if (beat % 2 == 0) hit(canvas, kick, grid.at(bar, beat), 0.4, 0);
                else hit(canvas, snare, grid.at(bar, beat), 0.35, 0);
            }
            if (inPhrase == 7) {
                for (int s = 0; s < 4; ++s) hit(canvas, snare, grid.at(bar, 3 + s * 0.25), 0.2 + 0.05 * s, 0);
            }
        }
        if (bar < 4) continue;
        for (const TuneNote &note : isSecond ? secondTune : firstTune) {
            if (note.bar != inPhrase) continue;
            play(canvas, singer, {.start = grid.at(bar, note.beat), .length = note.length * grid.beat * 0.88, .hz = piece.scale.hz(note.degree), .gain = 0.26 * note.accent,
                                  .pan = 0.2}, lot);
        }
    }
}

} // namespace taraf::demo
