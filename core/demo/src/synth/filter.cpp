#include "synth/filter.h"

namespace taraf::demo {
namespace {

struct Angle {
    Angle(double rate, double hz, double q)
        : cosine(std::cos(2 * std::numbers::pi * hz / rate)), alpha(std::sin(2 * std::numbers::pi * hz / rate) / (2 * q))
    {
    }
    double cosine, alpha;
};

} // namespace

Biquad::Biquad(double b0, double b1, double b2, double a0, double a1, double a2) noexcept
    : m_b0(static_cast<float>(b0 / a0)), m_b1(static_cast<float>(b1 / a0)), m_b2(static_cast<float>(b2 / a0)),
      m_a1(static_cast<float>(a1 / a0)), m_a2(static_cast<float>(a2 / a0))
{
}

Biquad Biquad::lowpass(double rate, double hz, double q)
{
    const Angle w(rate, hz, q);
    return {(1 - w.cosine) / 2, 1 - w.cosine, (1 - w.cosine) / 2, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::highpass(double rate, double hz, double q)
{
    const Angle w(rate, hz, q);
    return {(1 + w.cosine) / 2, -1 - w.cosine, (1 + w.cosine) / 2, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::bandpass(double rate, double hz, double q)
{
    const Angle w(rate, hz, q);
    return {w.alpha, 0, -w.alpha, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad Biquad::peak(double rate, double hz, double q, double decibels)
{
    const Angle w(rate, hz, q);
    const double a = std::pow(10.0, decibels / 40);
    return {1 + w.alpha * a, -2 * w.cosine, 1 - w.alpha * a, 1 + w.alpha / a, -2 * w.cosine, 1 - w.alpha / a};
}

void apply(Canvas &canvas, const Biquad &filter)
{
    for (auto *channel : {&canvas.left, &canvas.right}) {
        if (canvas.stopped()) return;
        Biquad own = filter;
        for (float &sample : *channel) sample = own(sample);
    }
}

} // namespace taraf::demo
