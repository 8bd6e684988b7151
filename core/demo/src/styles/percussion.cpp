#include "styles.h"
#include "synth/drums.h"
#include "synth/reverb.h"
#include "synth/struck.h"

namespace taraf::demo {
namespace {

/// One player: a stroke every so many parts of a bar, beside everybody else's.
struct Player {
    Stroke stroke;
    int perBar;       ///< strokes a bar, evenly spread
    int accentEvery;  ///< strokes
    double gain, pan;
    double enters;    ///< the fullness from which this player joins
    unsigned rests;   ///< bits: which strokes of the bar are left out
};

} // namespace

/// Skins, wood and metal, each dividing the same bar by a number of its own (three, four, five, seven), and a marimba that holds it together.
void composePercussion(Canvas &canvas, const Piece &piece, Lot &lot)
{
    const Grid grid(piece.seconds - 2.5, piece.tempo, 4, 4);
    const int rate = canvas.rate;
    const auto rests = [&](int count, double share) {
        unsigned bits = 0;
        for (int i = 1; i < count; ++i) bits |= lot.chance(share) ? 1U << static_cast<unsigned>(i) : 0U;
        return bits;
    };
    const int odd = lot.pick(std::array<int, 3>{5, 7, 7});
    const std::array<Player, 7> players{{
        {skin(rate, {.hz = 62, .above = 40, .fall = 0.05, .decay = 0.28}), 4, 4, 0.6, -0.1, 0.0, rests(4, 0.5)},
        {skin(rate, {.hz = 190, .above = 70, .fall = 0.02, .decay = 0.11}), 16, 3, 0.26, -0.5, 0.45, rests(16, 0.4)},
        {skin(rate, {.hz = 290, .above = 90, .fall = 0.015, .decay = 0.08}), 12, 4, 0.22, 0.5, 0.5, rests(12, 0.35)},
        {together(skin(rate, {.hz = 880, .above = 30, .fall = 0.01, .decay = 0.025}), hiss(rate, {.low = 2500, .high = 7000, .decay = 0.006}, lot), 0.3), odd, odd, 0.24, 0.7, 0.55, 0},
        {skin(rate, {.hz = 1320, .above = 20, .fall = 0.01, .decay = 0.02}), 3, 3, 0.2, -0.75, 0.6, 0},
        {hiss(rate, {.low = 4500, .high = 12000, .attack = 0.012, .decay = 0.025}, lot), 16, 4, 0.12, 0.25, 0.35, rests(16, 0.15)},
        {metal(rate, 1900, 0.3, lot), 1, 1, 0.13, 0.1, 0.8, 0},
    }};
    const FmPatch marimba{.ratio = 3.93, .depth = 0.8, .depthDecay = 0.03, .decay = 0.22, .attack = 0.001, .release = 0.1};
    std::array<int, 12> ostinato{};
    for (int &tone : ostinato) tone = lot.pick(std::array<int, 6>{0, 2, 4, 7, 9, 11});

    for (int bar = 0; bar < grid.bars; ++bar) {
        const double full = fullness(grid.part(bar));
        const bool last = bar == grid.bars - 1;
        if (last) {
            for (const Player &player : players) hit(canvas, player.stroke, grid.at(bar), player.gain * 1.2, player.pan);
            break;
        }
        for (const Player &player : players) {
            if (full < player.enters) continue;
            for (int s = 0; s < player.perBar; ++s) {
                if ((player.rests >> static_cast<unsigned>(s) & 1U) != 0) continue;
                const bool accent = (bar * player.perBar + s) % player.accentEvery == 0;
                const double gain = player.gain * (accent ? 1 : 0.55) * (0.6 + 0.4 * full) * lot.between(0.85, 1);
                hit(canvas, player.stroke, grid.at(bar, 4.0 * s / player.perBar) + lot.between(0, 0.004), gain, player.pan);
            }
        }
        // The marimba plays twelve to the bar, three patterns of four against four of three.
        const int shift = bar / 4 % 2 == 0 ? 0 : piece.number == 2 ? 3 : 1;
        for (int s = 0; s < 12; ++s) {
            if (full < 0.5 && s % 3 != 0) continue;
            if (s % 4 == 3 && lot.chance(0.3)) continue;
            chime(canvas, marimba, {.start = grid.at(bar, s / 3.0), .length = 0.6, .hz = piece.scale.hz(ostinato[static_cast<std::size_t>(s)] + shift),
                                    .gain = (s % 3 == 0 ? 0.2 : 0.14) * (0.5 + 0.5 * full), .pan = s % 2 == 0 ? -0.2 : 0.2});
        }
        // A roll leads into every eighth bar.
        if (bar % 8 == 7 && full > 0.5) {
            for (int s = 0; s < 8; ++s) hit(canvas, players[1].stroke, grid.at(bar, 3 + s / 8.0), 0.1 + 0.025 * s, -0.4 + 0.1 * s);
        }
    }
    reverberate(canvas, {.seconds = 1.1, .darkness = 0.4, .size = 0.9, .wet = 0.1, .preDelay = 0.01});
}

} // namespace taraf::demo
