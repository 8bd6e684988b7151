/// @file The numbers a track becomes: a raw descriptor, and the vectors that are compared.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace taraf {

/// The version of the descriptor's layout, which room analysis defines. Numbers of different versions must not be compared;
/// everything is listened to again when it goes up.
inline constexpr std::uint32_t kDescriptorVersion = 1;

/// What the analysis of one track gives.
struct Descriptor {
    std::vector<float> values;                ///< raw, finite; the layout is the version's
    std::vector<std::vector<float>> segments; ///< the same numbers for 1 to 4 equal parts, in order of time
};

/// The parts a track's vector is made of. Each part has unit length by itself, or is all zero (nothing to compare).
enum class Part : std::uint8_t { Overall, Timbre, Rhythm, Harmony };
inline constexpr std::size_t kPartCount = 4;

struct PartRange {
    Part part;
    std::size_t offset;
    std::size_t size;
};

/// Where each part lies in a mapped vector of kVectorSize floats.
inline constexpr std::array<PartRange, kPartCount> kParts{{
    {Part::Overall, 0, 128}, {Part::Timbre, 128, 64}, {Part::Rhythm, 192, 32}, {Part::Harmony, 224, 32}}};
inline constexpr std::size_t kVectorSize = 256;

[[nodiscard]] constexpr PartRange range(Part part) noexcept { return kParts[static_cast<std::size_t>(part)]; }

[[nodiscard]] constexpr std::string_view name(Part part) noexcept
{
    constexpr std::array<std::string_view, kPartCount> names{"overall", "timbre", "rhythm", "harmony"};
    return names[static_cast<std::size_t>(part)];
}

/// What a question leans on. A focus is a weighting of the parts.
enum class Focus : std::uint8_t { Overall, Genre, Mood, Instrumentation };

[[nodiscard]] constexpr std::string_view name(Focus focus) noexcept
{
    constexpr std::array<std::string_view, 4> names{"overall", "genre", "mood", "instrumentation"};
    return names[static_cast<std::size_t>(focus)];
}

/// Non-negative weights of the parts' cosines, summing to 1.
using PartWeights = std::array<float, kPartCount>;

/// The weighting behind a focus. Instruments are heard in timbre; mood is carried by rhythm and harmony besides it.
[[nodiscard]] constexpr PartWeights weights(Focus focus) noexcept
{
    switch (focus) {
    case Focus::Overall: return {1.0F, 0.0F, 0.0F, 0.0F};
    case Focus::Genre: return {0.7F, 0.1F, 0.2F, 0.0F};
    case Focus::Mood: return {0.4F, 0.1F, 0.3F, 0.2F};
    case Focus::Instrumentation: return {0.2F, 0.8F, 0.0F, 0.0F};
    }
    return {1.0F, 0.0F, 0.0F, 0.0F};
}

} // namespace taraf
