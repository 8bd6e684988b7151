/// @file The sound that is being made: two channels that instruments add to and effects change.
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <stop_token>
#include <utility>
#include <vector>

namespace taraf::demo {

/// Two channels of equal length, about [-1, 1] but not limited before mastering.
/// Instruments and effects return early once `stop` is requested; what the canvas holds is then of no use.
struct Canvas {
    Canvas(int sampleRate, double seconds, std::stop_token stopToken)
        : rate(sampleRate), stop(std::move(stopToken)), left(static_cast<std::size_t>(seconds * sampleRate)), right(left.size())
    {
    }
    /// Silence of the same length.
    [[nodiscard]] Canvas another() const
    {
        Canvas made(rate, 0, stop);
        made.left.resize(frames());
        made.right.resize(frames());
        return made;
    }

    [[nodiscard]] std::size_t frames() const noexcept { return left.size(); }
    [[nodiscard]] bool stopped() const noexcept { return stop.stop_requested(); }
    /// The frame at a time, not past the end.
    [[nodiscard]] std::size_t frameAt(double seconds) const noexcept
    {
        const double frame = std::round(seconds * rate);
        if (frame <= 0) return 0;
        return frame >= static_cast<double>(frames()) ? frames() : static_cast<std::size_t>(frame);
    }
    void add(const Canvas &other, double gain) noexcept
    {
        const auto factor = static_cast<float>(gain);
        for (std::size_t i = 0; i < frames(); ++i) left[i] += factor * other.left[i];
        for (std::size_t i = 0; i < frames(); ++i) right[i] += factor * other.right[i];
    }

    int rate; ///< Hz
    std::stop_token stop;
    std::vector<float> left, right;
};

/// What both channels get of a sound at `pan` in [-1, 1]; the power is the same everywhere.
struct Sides {
    explicit Sides(double pan, double gain = 1) noexcept
        : left(static_cast<float>(gain * std::cos((pan + 1) * std::numbers::pi / 4))),
          right(static_cast<float>(gain * std::sin((pan + 1) * std::numbers::pi / 4)))
    {
    }
    float left, right;
};

/// One sounding note.
struct Note {
    double start = 0;  ///< s
    double length = 0; ///< s, until it is let go
    double hz = 440;
    double gain = 0.2; ///< of full scale
    double pan = 0;    ///< [-1, 1]
};

} // namespace taraf::demo
