/// @file What people think of a track, an album or an artist.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace taraf {

enum class Feeling : std::uint8_t {
    None,
    Love,
    Hate,
    Reject, ///< "not this": it is not to be offered, and nothing is said about how good it is
};
inline constexpr std::array kFeelings{Feeling::None, Feeling::Love, Feeling::Hate, Feeling::Reject};

/// "love", as the library and the command line write it.
[[nodiscard]] constexpr std::string_view name(Feeling feeling) noexcept
{
    constexpr std::array<std::string_view, kFeelings.size()> names{"none", "love", "hate", "reject"};
    return names[static_cast<std::size_t>(feeling)];
}

[[nodiscard]] constexpr std::optional<Feeling> feelingOf(std::string_view text) noexcept
{
    for (const Feeling feeling : kFeelings) {
        if (name(feeling) == text) return feeling;
    }
    return std::nullopt;
}

inline constexpr int kHighestRating = 10;

struct Opinion {
    int rating = 0; ///< 1 to kHighestRating, two a star; 0: none
    Feeling feeling = Feeling::None;

    friend bool operator==(const Opinion &, const Opinion &) = default;
};

/// What an opinion is about.
enum class OpinionOf : std::uint8_t { Track, Album, Artist };
inline constexpr std::array kOpinionsOf{OpinionOf::Track, OpinionOf::Album, OpinionOf::Artist};

[[nodiscard]] constexpr std::string_view name(OpinionOf of) noexcept
{
    constexpr std::array<std::string_view, kOpinionsOf.size()> names{"track", "album", "artist"};
    return names[static_cast<std::size_t>(of)];
}

} // namespace taraf
