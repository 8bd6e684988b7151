/// @file Tones from band-limited wave tables.
#pragma once

#include "random.h"
#include "synth/canvas.h"

#include <array>
#include <functional>
#include <vector>

namespace taraf::demo {

/// One period of a sound, once for every octave, each with the harmonics that fit below half the sample rate.
class WaveBank
{
public:
    static constexpr unsigned kBits = 11;
    static constexpr std::size_t kSize = std::size_t{1} << kBits;

    /// `amplitude(n)` of the n-th harmonic, n from 1. The sum is scaled to a root mean square of 0.5.
    WaveBank(int rate, const std::function<double(int)> &amplitude);

    static WaveBank saw(int rate);
    /// `duty`: the part of the period that is high, (0, 1).
    static WaveBank pulse(int rate, double duty);
    static WaveBank triangle(int rate);
    /// Harmonics that fall off as 1/n^`steepness`.
    static WaveBank soft(int rate, double steepness);

    /// kSize + 1 samples, the last equal to the first.
    [[nodiscard]] const float *table(double hz) const noexcept;

private:
    static constexpr double kLowest = 40; ///< Hz, of the first table's upper end
    int m_rate;
    std::vector<std::array<float, kSize + 1>> m_tables;
};

/// How a wave becomes an instrument.
struct Patch {
    const WaveBank *bank = nullptr;
    double attack = 0.01, decay = 0.3, sustain = 0.7, release = 0.1; ///< s, s, fraction, s
    int unison = 1;              ///< oscillators, [1, 5]
    double detune = 0;           ///< cents between the outermost
    double spread = 0;           ///< [0, 1]: how far the oscillators are panned apart
    double vibrato = 0;          ///< cents, either side
    double vibratoHz = 5;
    double vibratoDelay = 0.3;   ///< s until it is full
    double cutoff = 0;           ///< Hz; 0: no filter
    double cutoffPeak = 0;       ///< Hz above the cutoff when the note starts
    double cutoffDecay = 0.2;    ///< s
    double resonance = 0;        ///< [0, 1)
};

void play(Canvas &canvas, const Patch &patch, const Note &note, Lot &lot);

} // namespace taraf::demo
