#include "styles.h"
#include "synth/filter.h"
#include "synth/reverb.h"
#include "synth/struck.h"

namespace taraf::demo {

/// A guitar picked in a pattern, thumb and fingers in turn, and a second string instrument that carries the tune.
void composeFolk(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const int beats = piece.number == 3 ? 3 : 4; // the third track of every album is a waltz
    const Grid grid(piece.seconds - 3.5, piece.tempo, beats, 4);
    const double bright = piece.album.brightness;
    const StringPatch thumb{.ring = 2.6, .brightness = 0.3 + 0.3 * bright, .hardness = 0.25 + 0.25 * bright, .position = 0.22, .release = 0.2};
    const StringPatch finger{.ring = 2.2, .brightness = 0.4 + 0.3 * bright, .hardness = 0.3 + 0.3 * bright, .position = 0.15, .release = 0.2};
    const StringPatch singer{.ring = 3.0, .brightness = 0.55, .hardness = 0.4, .position = 0.14, .release = 0.15};

    const Progression verse = period(lot, piece.scale.mode);
    const Progression refrain = period(lot, piece.scale.mode);
    const TuneShape shape{.beatsPerBar = beats, .density = 0.45, .low = 7, .high = 15};
    const auto verseTune = composeTune(lot, verse, shape);
    const auto refrainTune = composeTune(lot, refrain, shape);
    // Which chord tone every half beat's finger takes; thumbs fall on the beats.
    std::array<int, 8> picking{};
    for (int &tone : picking) tone = lot.pick(std::array<int, 4>{4, 7, 9, 11});

    for (int bar = 0; bar < grid.bars; ++bar) {
        const bool second = (bar / 8) % 2 == 1;
        const int inVerse = bar % 8;
        const int chord = (second ? refrain : verse)[static_cast<std::size_t>(inVerse)];
        const int low = chord > 4 ? chord - 7 : chord;
        const double full = 0.55 + 0.45 * fullness(grid.part(bar));
        const bool last = bar == grid.bars - 1;
        const auto time = [&](double beat) { return grid.at(bar, beat) + lot.between(-0.006, 0.006); };
        if (last) {
            // The last chord is spread over the strings and rings out.
            double late = 0;
            for (const int tone : {0, 4, 7, 9, 11, 14}) {
                pluck(canvas, finger, {.start = grid.at(bar) + late, .length = 5, .hz = piece.scale.hz(tone), .gain = 0.2, .pan = -0.2}, lot);
                late += 0.035;
            }
            break;
        }
        for (int beat = 0; beat < beats; ++beat) {
            const int bassTone = beat == 0 ? low : beat % 2 == 0 ? low + 4 : low + 7;
            pluck(canvas, thumb, {.start = time(beat), .length = grid.beat * 1.9, .hz = piece.scale.hz(bassTone - 7) * (piece.scale.midi(bassTone) < 50 ? 2 : 1),
                                  .gain = (beat == 0 ? 0.27 : 0.2) * full, .pan = -0.15}, lot);
            for (const double half : {0.0, 0.5}) {
                if (half < 0.25 && (beat % 2 == 0 || !lot.chance(0.6))) continue;
                const int tone = picking[static_cast<std::size_t>(beat * 2) % picking.size() + (half > 0.25 ? 1 : 0)];
                pluck(canvas, finger, {.start = time(beat + half), .length = grid.beat * 1.4, .hz = piece.scale.hz(chord + tone),
                                       .gain = lot.between(0.12, 0.17) * full, .pan = -0.25}, lot);
            }
        }
        if (bar < 4) continue;
        for (const TuneNote &note : second ? refrainTune : verseTune) {
            if (note.bar != inVerse) continue;
            pluck(canvas, singer, {.start = time(note.beat), .length = note.length * grid.beat * 1.1, .hz = piece.scale.hz(note.degree),
                                   .gain = 0.24 * note.accent * full, .pan = 0.3}, lot);
        }
    }
    apply(canvas, Biquad::peak(canvas.rate, 105, 1.6, 3));  // the air in the body
    apply(canvas, Biquad::peak(canvas.rate, 215, 1.8, 2.5)); // its top
    apply(canvas, Biquad::lowpass(canvas.rate, 3200 + 2200 * bright));
    reverberate(canvas, {.seconds = 0.9, .darkness = 0.5, .size = 0.7, .wet = 0.1, .preDelay = 0.008});
}

} // namespace taraf::demo
