#include "synth/drums.h"
#include "synth/filter.h"
#include "synth/master.h"
#include "synth/reverb.h"
#include "synth/struck.h"
#include "synth/wave.h"

#include <algorithm>
#include <complex>
#include <gtest/gtest.h>

namespace taraf::demo {
namespace {

constexpr int kRate = 32000;

Canvas silence(double seconds) { return {kRate, seconds, {}}; }

/// The strength of one frequency in a stretch of the left channel.
double strength(const Canvas &canvas, double hz, double from, double to)
{
    std::complex<double> sum;
    const std::size_t begin = canvas.frameAt(from);
    const std::size_t end = canvas.frameAt(to);
    for (std::size_t i = begin; i < end; ++i) {
        const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i - begin) / static_cast<double>(end - begin));
        sum += std::polar(window * static_cast<double>(canvas.left[i]), -2 * std::numbers::pi * hz * static_cast<double>(i) / kRate);
    }
    return std::abs(sum) * 4 / static_cast<double>(end - begin);
}

double level(const Canvas &canvas, double from, double to)
{
    double power = 1e-20;
    const std::size_t begin = canvas.frameAt(from);
    const std::size_t end = canvas.frameAt(to);
    for (std::size_t i = begin; i < end; ++i) power += static_cast<double>(canvas.left[i] * canvas.left[i] + canvas.right[i] * canvas.right[i]) / 2;
    return 10 * std::log10(power / static_cast<double>(end - begin));
}

/// Where around `hz` the spectrum is strongest, in cents from it.
double centsOff(const Canvas &canvas, double hz)
{
    double best = 0;
    double most = 0;
    for (double cents = -40; cents <= 40; cents += 1) {
        const double here = strength(canvas, hz * std::exp2(cents / 1200), 0.1, 1.1);
        if (here > most) {
            most = here;
            best = cents;
        }
    }
    return best;
}

TEST(DemoSynth, IsInTune)
{
    for (const double hz : {98.0, 261.63, 440.0, 987.77, 1661.2}) {
        Lot lot(3);
        Canvas plucked = silence(1.5);
        pluck(plucked, {.ring = 8, .brightness = 0.7}, {.length = 1.4, .hz = hz}, lot);
        EXPECT_LE(std::abs(centsOff(plucked, hz)), 4) << "plucked " << hz;
        Canvas struck = silence(1.5);
        strike(struck, {.outOfTune = 0}, {.length = 1.4, .hz = hz});
        EXPECT_LE(std::abs(centsOff(struck, hz * std::sqrt(1 + 3e-4))), 2) << "struck " << hz;
        Canvas played = silence(1.5);
        const WaveBank saw = WaveBank::saw(kRate);
        play(played, {.bank = &saw}, {.length = 1.4, .hz = hz}, lot);
        EXPECT_LE(std::abs(centsOff(played, hz)), 1) << "played " << hz;
        Canvas chimed = silence(1.5);
        chime(chimed, {.depth = 0.5, .decay = 3}, {.length = 1.4, .hz = hz});
        EXPECT_LE(std::abs(centsOff(chimed, hz)), 1) << "chimed " << hz;
    }
}

TEST(DemoSynth, SawsDoNotFoldBack)
{
    const WaveBank saw = WaveBank::saw(kRate);
    Lot lot(1);
    Canvas canvas = silence(1.5);
    const double hz = 2100;
    play(canvas, {.bank = &saw, .sustain = 1}, {.length = 1.4, .hz = hz, .gain = 0.5}, lot);
    const double fundamental = strength(canvas, hz, 0.1, 1.3);
    for (int harmonic = 8; harmonic < 14; ++harmonic) {
        const double folded = std::abs(kRate - harmonic * hz);
        EXPECT_LT(strength(canvas, folded, 0.1, 1.3), fundamental * 0.01) << folded;
    }
}

TEST(DemoSynth, NotesEndWithoutAClick)
{
    const WaveBank soft = WaveBank::soft(kRate, 3);
    Lot lot(2);
    Canvas canvas = silence(1);
    play(canvas, {.bank = &soft, .attack = 0.02, .release = 0.1}, {.length = 0.5, .hz = 200, .gain = 0.5}, lot);
    pluck(canvas, {.brightness = 0.1, .hardness = 0}, {.start = 0.1, .length = 0.4, .hz = 200, .gain = 0.01}, lot);
    EXPECT_LT(level(canvas, 0.75, 1), -150);
    for (std::size_t i = canvas.frameAt(0.3); i < canvas.frames(); ++i) ASSERT_LT(std::abs(canvas.left[i] - canvas.left[i - 1]), 0.06F);
}

TEST(DemoSynth, ARoomDiesAwayInItsTime)
{
    for (const double seconds : {1.0, 3.0}) {
        Canvas canvas = silence(4);
        canvas.left[0] = canvas.right[0] = 1;
        reverberate(canvas, {.seconds = seconds, .darkness = 0, .wet = 1});
        const double early = level(canvas, 0.25, 0.35);
        const double late = level(canvas, 0.75, 0.85);
        EXPECT_NEAR(early - late, 60 * 0.5 / seconds, 6 / seconds);
    }
}

TEST(DemoSynth, MasteringSetsLevelAndCeiling)
{
    Canvas canvas = silence(10);
    Lot lot(4);
    for (std::size_t i = 0; i < canvas.frames(); ++i) canvas.left[i] = canvas.right[i] = 0.1F * lot.noise();
    for (std::size_t i = 1000; i < canvas.frames(); i += 9000) canvas.left[i] = 0.6F; // peaks 20 dB above
    master(canvas, {.level = -17, .ceiling = -1, .fadeOut = 1});
    EXPECT_NEAR(level(canvas, 1, 8), -17, 1.5);
    const float ceiling = 0.8914F;
    for (const float sample : canvas.left) ASSERT_LE(std::abs(sample), ceiling);
    EXPECT_EQ(canvas.left.back(), 0);
    EXPECT_EQ(canvas.left.front(), 0);
}

TEST(DemoSynth, FiltersPassWhatTheyShould)
{
    Canvas canvas = silence(2);
    for (std::size_t i = 0; i < canvas.frames(); ++i) {
        const double turn = 2 * std::numbers::pi * static_cast<double>(i) / kRate;
        canvas.left[i] = static_cast<float>(0.3 * std::sin(100 * turn) + 0.3 * std::sin(8000 * turn));
    }
    Canvas low = canvas;
    apply(low, Biquad::lowpass(kRate, 1000));
    EXPECT_NEAR(strength(low, 100, 0.5, 1.5), 0.3, 0.01);
    EXPECT_LT(strength(low, 8000, 0.5, 1.5), 0.006);
    Canvas high = canvas;
    apply(high, Biquad::highpass(kRate, 1000));
    EXPECT_LT(strength(high, 100, 0.5, 1.5), 0.006);
    EXPECT_NEAR(strength(high, 8000, 0.5, 1.5), 0.3, 0.01);
}

TEST(DemoSynth, DrumsPeakAtOneAndFallSilent)
{
    Lot lot(5);
    for (const Stroke &stroke : {skin(kRate, {}), hiss(kRate, {}, lot), metal(kRate, 3000, 0.2, lot), together(skin(kRate, {}), hiss(kRate, {}, lot), 0.5)}) {
        float peak = 0;
        for (const float sample : stroke) peak = std::max(peak, std::abs(sample));
        EXPECT_NEAR(peak, 1, 1e-4);
        EXPECT_EQ(stroke.back(), 0);
    }
    Canvas canvas = silence(0.1);
    hit(canvas, skin(kRate, {}), 0.09, 1, 0); // longer than what is left
    hit(canvas, skin(kRate, {}), 5, 1, 0);    // past the end
    EXPECT_GT(level(canvas, 0.09, 0.1), -30);
}

} // namespace
} // namespace taraf::demo
