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

/// What a network that was tuned to a collection gives for a track: so many numbers of unit length.
inline constexpr std::size_t kNetworkSize = 128;

/// The parts a track's vector is made of: one for each focus, and three that say in what two tracks are alike. Each part has unit
/// length by itself, or is all zero (nothing to compare).
enum class Part : std::uint8_t { Overall, Genre, Mood, Instrumentation, Timbre, Rhythm, Harmony };
inline constexpr std::size_t kPartCount = 7;

struct PartRange {
    Part part;
    std::size_t offset;
    std::size_t size;
};

/// Where each part lies in a mapped vector of kVectorSize floats.
inline constexpr std::array<PartRange, kPartCount> kParts{{{Part::Overall, 0, 128},
                                                           {Part::Genre, 128, 64},
                                                           {Part::Mood, 192, 64},
                                                           {Part::Instrumentation, 256, 64},
                                                           {Part::Timbre, 320, 32},
                                                           {Part::Rhythm, 352, 32},
                                                           {Part::Harmony, 384, 32}}};
inline constexpr std::size_t kVectorSize = 416;

[[nodiscard]] constexpr PartRange range(Part part) noexcept { return kParts[static_cast<std::size_t>(part)]; }

[[nodiscard]] constexpr std::string_view name(Part part) noexcept
{
    constexpr std::array<std::string_view, kPartCount> names{"overall", "genre", "mood", "instrumentation", "timbre", "rhythm", "harmony"};
    return names[static_cast<std::size_t>(part)];
}

/// What a question leans on. Each has a part of its own, for queries and for the collection.
enum class Focus : std::uint8_t { Overall, Genre, Mood, Instrumentation };
inline constexpr std::array<Focus, 4> kFoci{Focus::Overall, Focus::Genre, Focus::Mood, Focus::Instrumentation};

[[nodiscard]] constexpr Part part(Focus focus) noexcept { return static_cast<Part>(focus); }
[[nodiscard]] constexpr std::string_view name(Focus focus) noexcept { return name(part(focus)); }

/// Non-negative weights of the parts' cosines, summing to 1.
using PartWeights = std::array<float, kPartCount>;

[[nodiscard]] constexpr PartWeights weights(Focus focus) noexcept
{
    PartWeights all{};
    all[static_cast<std::size_t>(part(focus))] = 1.0F;
    return all;
}

} // namespace taraf
