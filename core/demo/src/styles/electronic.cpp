#include "styles.h"
#include "synth/drums.h"
#include "synth/filter.h"
#include "synth/reverb.h"
#include "synth/wave.h"

#include <algorithm>

namespace taraf::demo {
namespace {

/// What the kick leaves of the other sounds: they duck under it and come back within the beat.
void duck(Canvas &canvas, const Grid &grid, double depth)
{
    const double beatFrames = grid.beat * canvas.rate;
    for (std::size_t i = 0; i < canvas.frames(); ++i) {
        const double inBeat = std::fmod(static_cast<double>(i), beatFrames) / beatFrames;
        const double rise = std::min(1.0, inBeat / 0.55);
        const auto gain = static_cast<float>(1 - depth * (1 - rise) * (1 - rise) * std::min(1.0, inBeat * 60));
        canvas.left[i] *= gain;
        canvas.right[i] *= gain;
    }
}

} // namespace

/// Four on the floor: kick, hats off the beat, claps, a filtered bass in sixteenths, ducking chords, an arpeggio with echoes.
void composeElectronic(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const Grid grid(piece.seconds - 2.5, piece.tempo, 4, 4);
    const double bright = piece.album.brightness;
    const int rate = canvas.rate;
    const WaveBank saw = WaveBank::saw(rate);
    const WaveBank square = WaveBank::pulse(rate, 0.42);
    const Stroke kick = skin(rate, {.hz = 48, .above = 170, .fall = 0.028, .decay = 0.14});
    const Stroke hat = hiss(rate, {.low = 7500, .high = 14000, .decay = 0.022}, lot);
    const Stroke open = hiss(rate, {.low = 6500, .high = 14000, .decay = 0.09}, lot);
    const Stroke clap = hiss(rate, {.low = 900, .high = 5500, .attack = 0.004, .decay = 0.07}, lot);
    const Patch bassPatch{.bank = &saw, .attack = 0.004, .decay = 0.12, .sustain = 0.5, .release = 0.05, .cutoff = 180 + 160 * bright,
                          .cutoffPeak = 900, .cutoffDecay = 0.07, .resonance = 0.45};
    const Patch chordPatch{.bank = &saw, .attack = 0.03, .decay = 0.8, .sustain = 0.7, .release = 0.4, .unison = 3, .detune = 18, .spread = 0.8,
                           .cutoff = 900 + 1400 * bright};
    const Patch arpeggioPatch{.bank = &square, .attack = 0.003, .decay = 0.12, .sustain = 0.2, .release = 0.08, .cutoff = 1600 + 1800 * bright,
                              .cutoffPeak = 1500, .cutoffDecay = 0.08};

    const Progression chords = circle(lot, piece.scale.mode);
    std::array<int, 16> bassLine{};
    std::array<bool, 16> bassOn{};
    for (std::size_t s = 0; s < 16; ++s) {
        bassOn[s] = s % 4 != 0 && (s % 4 == 2 || lot.chance(0.55));
        bassLine[s] = lot.chance(0.2) ? 7 : lot.chance(0.15) ? 4 : 0;
    }
    std::array<int, 8> arpeggio{};
    for (int &step : arpeggio) step = lot.pick(std::array<int, 6>{0, 2, 4, 7, 9, 11});

    Canvas soft = canvas.another();
    Canvas lead = canvas.another();
    for (int bar = 0; bar < grid.bars; ++bar) {
        const double part = grid.part(bar);
        const double full = fullness(part);
        const bool breath = part > 0.47 && part < 0.56;
        const bool fill = bar % 8 == 7;
        const int chord = chords[static_cast<std::size_t>(bar / 2) % chords.size()];
        for (int beat = 0; beat < 4; ++beat) {
            if (!breath && !(fill && beat == 3)) hit(canvas, kick, grid.at(bar, beat), 0.66, 0);
            if (full > 0.4) hit(canvas, open, grid.at(bar, beat + 0.5), 0.2, 0.1);
            if (full > 0.5 && beat % 2 == 1 && !breath) hit(canvas, clap, grid.at(bar, beat), 0.3, -0.05);
        }
        for (int s = 0; s < 16; ++s) {
            const auto step = static_cast<std::size_t>(s);
            if (full > 0.6) hit(canvas, hat, grid.at(bar, s * 0.25), s % 2 == 0 ? 0.14 : 0.08, -0.25);
            if (bassOn[step] && !breath && bar >= 2) {
                play(soft, bassPatch, {.start = grid.at(bar, s * 0.25), .length = grid.beat * 0.22, .hz = piece.scale.hz(chord - 7 + bassLine[step]), .gain = 0.4}, lot);
            }
            if (full > 0.7 || breath) {
                const int degree = chord + 7 + arpeggio[step % arpeggio.size()];
                play(lead, arpeggioPatch, {.start = grid.at(bar, s * 0.25), .length = grid.beat * 0.2, .hz = piece.scale.hz(degree), .gain = 0.13 + 0.05 * full,
                                           .pan = s % 2 == 0 ? -0.3 : 0.3}, lot);
            }
        }
        if (bar % 2 == 0) {
            for (const int third : {0, 2, 4, 6}) {
                if (third == 6 && full < 0.7) continue;
                play(soft, chordPatch, {.start = grid.at(bar), .length = grid.at(2) - 0.1, .hz = piece.scale.hz(chord + third + 7), .gain = 0.15 * (0.5 + 0.5 * full)}, lot);
            }
        }
    }
    duck(soft, grid, 0.75);
    echo(lead, grid.beat * 0.75, 0.45, 0.4);
    reverberate(lead, {.seconds = 1.8, .darkness = 0.4, .wet = 0.12});
    canvas.add(soft, 1);
    canvas.add(lead, 1);
}

} // namespace taraf::demo
