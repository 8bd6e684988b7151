#include "music.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>

namespace taraf::demo {
namespace {

constexpr int kDegrees = 7;

std::array<int, kDegrees> steps(Mode mode) noexcept
{
    switch (mode) {
    case Mode::Major: return {0, 2, 4, 5, 7, 9, 11};
    case Mode::Minor: return {0, 2, 3, 5, 7, 8, 10};
    case Mode::Dorian: return {0, 2, 3, 5, 7, 9, 10};
    case Mode::Mixolydian: return {0, 2, 4, 5, 7, 9, 10};
    case Mode::Lydian: return {0, 2, 4, 6, 7, 9, 11};
    }
    return {0, 2, 4, 5, 7, 9, 11};
}

struct MotifNote {
    double beat = 0;
    double length = 1;
    int step = 0; ///< degrees from the motif's first note
};

std::vector<MotifNote> motif(Lot &lot, double beats, double density)
{
    // Rhythms of two beats, from slow to quick. A negative length is a rest.
    static const std::array<std::vector<double>, 9> cells{{{2}, {-1, 1}, {1, 1}, {1.5, 0.5}, {-0.5, 0.5, 1}, {1, 0.5, 0.5}, {0.5, 0.5, 1},
                                                           {0.5, 1, 0.5}, {0.5, 0.5, 0.5, 0.5}}};
    std::vector<MotifNote> notes;
    int step = 0;
    int direction = lot.chance(0.5) ? 1 : -1;
    for (double beat = 0; beat < beats - 0.01;) {
        const double centre = density * static_cast<double>(cells.size() - 1);
        const int which = std::clamp(static_cast<int>(std::lround(centre + lot.between(-2.6, 2.6))), 0, static_cast<int>(cells.size()) - 1);
        for (const double length : cells[static_cast<std::size_t>(which)]) {
            const double held = std::min(std::abs(length), beats - beat);
            if (held <= 0.01) break;
            if (length > 0) notes.push_back({beat, held, step});
            beat += held;
            // Mostly by step, now and then a leap, after which the line turns back.
            if (lot.chance(0.22)) {
                step += direction * (2 + lot.below(2));
                direction = -direction;
            } else {
                step += direction * (lot.chance(0.15) ? 0 : 1);
                if (lot.chance(0.3)) direction = -direction;
            }
        }
    }
    return notes;
}

} // namespace

int Scale::midi(int degree) const noexcept
{
    const int octave = degree >= 0 ? degree / kDegrees : -((kDegrees - 1 - degree) / kDegrees);
    return root + 12 * octave + steps(mode)[static_cast<std::size_t>(degree - kDegrees * octave)];
}

double Scale::hz(int degree) const noexcept { return hertz(midi(degree)); }

double hertz(int midi) noexcept { return 440 * std::exp2((midi - 69) / 12.0); }

Progression circle(Lot &lot, Mode mode)
{
    using Four = std::array<int, 4>;
    static constexpr std::array<Four, 6> bright{{{0, 4, 5, 3}, {0, 5, 3, 4}, {0, 3, 1, 4}, {0, 2, 3, 4}, {5, 3, 0, 4}, {0, 3, 5, 4}}};
    static constexpr std::array<Four, 6> dark{{{0, 5, 2, 6}, {0, 3, 5, 4}, {0, 6, 5, 6}, {0, 2, 6, 3}, {0, 5, 3, 4}, {0, 3, 6, 2}}};
    static constexpr std::array<Four, 4> modal{{{0, 6, 3, 0}, {0, 3, 0, 6}, {0, 1, 3, 0}, {0, 6, 0, 3}}};
    Four chosen{};
    switch (mode) {
    case Mode::Major: chosen = lot.pick(bright); break;
    case Mode::Minor: chosen = lot.pick(dark); break;
    case Mode::Lydian: chosen = Four{0, 1, 0, lot.chance(0.5) ? 4 : 5}; break;
    case Mode::Dorian:
    case Mode::Mixolydian: chosen = lot.pick(modal); break;
    }
    return {chosen.begin(), chosen.end()};
}

Progression period(Lot &lot, Mode mode)
{
    Progression chords = circle(lot, mode);
    const Progression again = lot.chance(0.5) ? chords : circle(lot, mode);
    chords.insert(chords.end(), again.begin(), again.end());
    chords[6] = mode == Mode::Minor || mode == Mode::Major ? 4 : 6;
    chords[7] = 0;
    return chords;
}

int nearestChordTone(int chord, int degree) noexcept
{
    int best = chord;
    int distance = 1000;
    for (int octave = -3; octave <= 4; ++octave) {
        for (const int third : {0, 2, 4}) {
            const int tone = chord + third + kDegrees * octave;
            if (std::abs(tone - degree) < distance) {
                distance = std::abs(tone - degree);
                best = tone;
            }
        }
    }
    return best;
}

Grid::Grid(double seconds, double beatsPerMinute, int beatsABar, int multiple)
    : beatsPerBar(beatsABar),
      bars(std::max(1, static_cast<int>(std::lround(seconds * beatsPerMinute / 60 / beatsABar / multiple))) * multiple),
      beat(seconds / (bars * beatsABar))
{
}

double fullness(double part) noexcept
{
    struct Point {
        double part, value;
    };
    constexpr std::array<Point, 8> curve{{{0, 0.3}, {0.12, 0.55}, {0.3, 0.8}, {0.48, 0.9}, {0.52, 0.5}, {0.62, 0.75}, {0.85, 1.0}, {1, 0.45}}};
    for (std::size_t i = 1; i < curve.size(); ++i) {
        if (part <= curve[i].part) {
            const double between = (part - curve[i - 1].part) / (curve[i].part - curve[i - 1].part);
            return curve[i - 1].value + between * (curve[i].value - curve[i - 1].value);
        }
    }
    return curve.back().value;
}

std::vector<TuneNote> composeTune(Lot &lot, const Progression &chords, const TuneShape &shape)
{
    const double span = 2.0 * shape.beatsPerBar;
    const std::array<std::vector<MotifNote>, 2> motifs{motif(lot, span, shape.density), motif(lot, span, shape.density)};
    const std::array<int, 2> starts{shape.low + 2 + lot.below(4), shape.low + 3 + lot.below(4)};
    std::vector<TuneNote> tune;
    const int bars = static_cast<int>(chords.size());
    for (int pair = 0; pair * 2 < bars; ++pair) {
        const auto which = static_cast<std::size_t>(pair % 2);
        for (const MotifNote &note : motifs[which]) {
            const int bar = pair * 2 + static_cast<int>(note.beat / shape.beatsPerBar);
            if (bar >= bars) break;
            const double beat = note.beat - shape.beatsPerBar * (bar - pair * 2);
            int degree = starts[which] + note.step;
            while (degree > shape.high) degree -= 2;
            while (degree < shape.low) degree += 2;
            const bool strong = beat < 0.01 || note.length >= 1.5;
            if (strong) degree = nearestChordTone(chords[static_cast<std::size_t>(bar)], degree);
            tune.push_back({bar, beat, note.length, degree, beat < 0.01 ? 1.0 : strong ? 0.9 : 0.75});
        }
    }
    // The last note comes home and stays.
    if (!tune.empty()) {
        TuneNote &last = tune.back();
        last.degree = nearestChordTone(chords.back(), last.degree);
        last.length = std::max(last.length, shape.beatsPerBar - last.beat);
    }
    return tune;
}

} // namespace taraf::demo
