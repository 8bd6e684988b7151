/// @file A few things of a descriptor that people have words for. They say nothing about likeness, which is for vectors; they say "calmer" and "louder".
///
/// Energy is the circumplex's arousal: J. Russell, "A circumplex model of affect", 1980; that level, onsets and brightness carry it: L. Lu, D. Liu, H. Zhang,
/// "Automatic mood detection and tracking of music audio signals", 2006. On 200 clips whose moods listeners had named it correlates with joyful activation by 0.47,
/// power 0.28, sadness −0.26, calmness −0.37.
#pragma once

#include "taraf/base/vectors.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace taraf {

enum class Trait : std::uint8_t {
    Level,  ///< RMS of the samples, dB of full scale
    Onsets, ///< mean rise of the bands' levels, dB a frame
    Bright, ///< minus the first cepstral coefficient: the weight of high against low bands
    Major,  ///< how much better the best major key fits than the best minor one
};
inline constexpr std::size_t kTraitCount = 4;

using Traits = std::array<float, kTraitCount>;

/// Where they are in a descriptor of kDescriptorVersion; room analysis, whose layout it is, asserts it.
inline constexpr std::array<std::size_t, kTraitCount> kTraitPlaces{786, 696, 222, 758};
inline constexpr std::size_t kTraitsNeed = 787; ///< numbers in such a descriptor

/// Nothing for a descriptor of another size.
[[nodiscard]] inline std::optional<Traits> traitsOf(std::span<const float> descriptor) noexcept
{
    if (descriptor.size() != kTraitsNeed) return std::nullopt;
    return Traits{descriptor[kTraitPlaces[0]], descriptor[kTraitPlaces[1]], -descriptor[kTraitPlaces[2]], descriptor[kTraitPlaces[3]]};
}

/// Mean and deviation of each trait over some tracks.
class TraitScale
{
public:
    void add(const Traits &traits) noexcept
    {
        ++m_count;
        for (std::size_t i = 0; i < kTraitCount; ++i) {
            m_sums[i] += static_cast<double>(traits[i]);
            m_squares[i] += static_cast<double>(traits[i]) * static_cast<double>(traits[i]);
        }
    }
    [[nodiscard]] std::size_t count() const noexcept { return m_count; }

    /// Deviations above the mean; 0 where all are the same.
    [[nodiscard]] float score(const Traits &traits, Trait which) const noexcept
    {
        const auto i = static_cast<std::size_t>(which);
        if (m_count == 0) return 0;
        const double mean = m_sums[i] / static_cast<double>(m_count), variance = m_squares[i] / static_cast<double>(m_count) - mean * mean;
        return variance > 1e-9 ? static_cast<float>((static_cast<double>(traits[i]) - mean) / std::sqrt(variance)) : 0.0F;
    }
    /// Mean of the scores of level, onsets and brightness.
    [[nodiscard]] float energy(const Traits &traits) const noexcept
    {
        return (score(traits, Trait::Level) + score(traits, Trait::Onsets) + score(traits, Trait::Bright)) / 3.0F;
    }

private:
    std::size_t m_count = 0;
    std::array<double, kTraitCount> m_sums{}, m_squares{};
};

/// What is more and what is less than usual, for people.
[[nodiscard]] constexpr std::string_view word(Trait trait, bool isMore) noexcept
{
    constexpr std::array<std::array<std::string_view, 2>, kTraitCount> words{{{"quiet", "loud"}, {"calm", "lively"}, {"dark", "bright"}, {"minor", "major"}}};
    return words[static_cast<std::size_t>(trait)][isMore ? 1 : 0];
}

/// Moods, by energy and by mode.
enum class Mood : std::uint8_t { Calm, Energetic, Happy, Sad };
inline constexpr std::array kMoods{Mood::Calm, Mood::Energetic, Mood::Happy, Mood::Sad};

[[nodiscard]] constexpr std::string_view name(Mood mood) noexcept
{
    constexpr std::array<std::string_view, kMoods.size()> names{"calm", "energetic", "happy", "sad"};
    return names[static_cast<std::size_t>(mood)];
}

/// How much of a mood there is; grows without a bound.
[[nodiscard]] inline float strength(Mood mood, const Traits &traits, const TraitScale &scale) noexcept
{
    const float energy = scale.energy(traits), major = 0.5F * scale.score(traits, Trait::Major);
    switch (mood) {
    case Mood::Calm: return -energy;
    case Mood::Energetic: return energy;
    case Mood::Happy: return energy + major;
    case Mood::Sad: return -energy - major;
    }
    return 0;
}

} // namespace taraf
