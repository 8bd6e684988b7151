/// @file Filters.
#pragma once

#include "synth/canvas.h"

namespace taraf::demo {

/// Second-order filter. Source: Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", 1998.
class Biquad
{
public:
    static Biquad lowpass(double rate, double hz, double q = 0.7071);
    static Biquad highpass(double rate, double hz, double q = 0.7071);
    static Biquad bandpass(double rate, double hz, double q);
    static Biquad peak(double rate, double hz, double q, double decibels);

    float operator()(float in) noexcept
    {
        // Transposed direct form II; the offset keeps the decaying tail out of denormal numbers.
        const float out = m_b0 * in + m_z1;
        m_z1 = m_b1 * in - m_a1 * out + m_z2 + 1e-20F;
        m_z2 = m_b2 * in - m_a2 * out;
        return out;
    }

private:
    Biquad(double b0, double b1, double b2, double a0, double a1, double a2) noexcept;
    float m_b0, m_b1, m_b2, m_a1, m_a2, m_z1 = 0, m_z2 = 0;
};

/// Both channels through a filter of their own.
void apply(Canvas &canvas, const Biquad &filter);

/// Two-pole low-pass whose cutoff may move from sample to sample.
/// Source: Zavalishin, "The Art of VA Filter Design", 2012, chapter 4 (state variable filter, trapezoidal).
class MovingLowpass
{
public:
    void tune(double rate, double hz, double resonance) noexcept
    {
        const double g = std::tan(std::numbers::pi * std::min(hz / rate, 0.45));
        const double k = 2 - 1.9 * resonance;
        const double a1 = 1 / (1 + g * (g + k));
        m_a1 = static_cast<float>(a1);
        m_a2 = static_cast<float>(g * a1);
        m_a3 = static_cast<float>(g * g * a1);
    }
    float operator()(float in) noexcept
    {
        const float v3 = in - m_second + 1e-20F;
        const float v1 = m_a1 * m_first + m_a2 * v3;
        const float v2 = m_second + m_a2 * m_first + m_a3 * v3;
        m_first = 2 * v1 - m_first;
        m_second = 2 * v2 - m_second;
        return v2;
    }

private:
    float m_a1 = 0, m_a2 = 0, m_a3 = 0, m_first = 0, m_second = 0;
};

} // namespace taraf::demo
