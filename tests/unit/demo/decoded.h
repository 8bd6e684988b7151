/// @file A music file as the demo's tests see it.
#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <numbers>
#include <sndfile.h>
#include <string>
#include <vector>

namespace taraf::demo {

struct Decoded {
    SF_INFO info{};
    std::vector<float> samples; ///< interleaved
    std::vector<float> mono;

    [[nodiscard]] double seconds() const { return static_cast<double>(mono.size()) / info.samplerate; }
    [[nodiscard]] float peak() const
    {
        float most = 0;
        for (const float sample : samples) most = std::max(most, std::abs(sample));
        return most;
    }
    [[nodiscard]] bool isFinite() const
    {
        return std::ranges::all_of(samples, [](float sample) { return std::isfinite(sample); });
    }
    /// dB below full scale.
    [[nodiscard]] double level() const
    {
        double power = 0;
        for (const float sample : samples) power += static_cast<double>(sample * sample);
        return 10 * std::log10(power / static_cast<double>(samples.size()) + 1e-12);
    }
    /// The root of the spectrum's second moment: how bright it is. Hz.
    [[nodiscard]] double brightness() const
    {
        double power = 0;
        double slope = 0;
        for (std::size_t i = 1; i < mono.size(); ++i) {
            const auto step = static_cast<double>(mono[i] - mono[i - 1]);
            slope += step * step;
            power += static_cast<double>(mono[i] * mono[i]);
        }
        return std::sqrt(slope / power) * info.samplerate / (2 * std::numbers::pi);
    }
    [[nodiscard]] double zeroCrossingsPerSecond() const
    {
        int crossings = 0;
        for (std::size_t i = 1; i < mono.size(); ++i) crossings += (mono[i] < 0) != (mono[i - 1] < 0) ? 1 : 0;
        return crossings / seconds();
    }
    /// How often the treble's loudness, over 40 ms, jumps by 3 dB from one such stretch to the next.
    [[nodiscard]] double onsetsPerSecond() const
    {
        const auto hop = static_cast<std::size_t>(info.samplerate / 100);
        std::vector<double> powers;
        for (std::size_t at = 1; at + hop <= mono.size(); at += hop) {
            double power = 1e-7;
            for (std::size_t i = at; i < at + hop; ++i) {
                const auto step = static_cast<double>(mono[i] - mono[i - 1]);
                power += step * step;
            }
            powers.push_back(power);
        }
        std::vector<double> loudness;
        for (std::size_t i = 3; i < powers.size(); ++i) {
            loudness.push_back(10 * std::log10(powers[i] + powers[i - 1] + powers[i - 2] + powers[i - 3]));
        }
        int onsets = 0;
        std::size_t last = 0;
        for (std::size_t i = 4; i < loudness.size(); ++i) {
            if (loudness[i] - loudness[i - 4] > 3 && i > last + 6) {
                ++onsets;
                last = i;
            }
        }
        return onsets / seconds();
    }
};

struct CloseSound {
    void operator()(SNDFILE *file) const noexcept { sf_close(file); }
};
using Sound = std::unique_ptr<SNDFILE, CloseSound>;

inline Sound openSound(const std::string &path, SF_INFO &info)
{
    info = {};
    return Sound(sf_open(path.c_str(), SFM_READ, &info));
}

inline Decoded decode(const std::string &path)
{
    Decoded decoded;
    const Sound file = openSound(path, decoded.info);
    EXPECT_NE(file, nullptr) << path << ": " << sf_strerror(nullptr);
    if (!file) return decoded;
    const auto channels = static_cast<std::size_t>(decoded.info.channels);
    decoded.samples.resize(static_cast<std::size_t>(decoded.info.frames) * channels);
    EXPECT_EQ(sf_readf_float(file.get(), decoded.samples.data(), decoded.info.frames), decoded.info.frames) << path;
    for (std::size_t i = 0; i < decoded.samples.size(); i += channels) {
        float sum = 0;
        for (std::size_t c = 0; c < channels; ++c) sum += decoded.samples[i + c];
        decoded.mono.push_back(sum / static_cast<float>(channels));
    }
    return decoded;
}

/// The music files below a folder, relative to it, sorted.
inline std::vector<std::string> musicBelow(const std::string &folder)
{
    std::vector<std::string> found;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().filename() == ".taraf-demo") continue;
        found.push_back(entry.path().lexically_relative(folder).native());
    }
    std::ranges::sort(found);
    return found;
}

} // namespace taraf::demo
