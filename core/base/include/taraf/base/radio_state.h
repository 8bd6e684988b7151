/// @file What became of a track that a radio gave.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace taraf {

enum class RadioState : std::uint8_t {
    Given,    ///< nothing was told yet
    Played,   ///< heard: it draws what follows a little
    Skipped,  ///< begun and left: it pushes away a little
    Rejected, ///< unwanted: neither it nor its artist comes again in that radio
    Removed,  ///< taken off unheard: it does not come again, and says nothing
};
inline constexpr std::array kRadioStates{RadioState::Given, RadioState::Played, RadioState::Skipped, RadioState::Rejected, RadioState::Removed};

/// "given", as the library and the command line write it.
[[nodiscard]] constexpr std::string_view name(RadioState state) noexcept
{
    constexpr std::array<std::string_view, kRadioStates.size()> names{"given", "played", "skipped", "rejected", "removed"};
    return names[static_cast<std::size_t>(state)];
}

[[nodiscard]] constexpr std::optional<RadioState> radioStateOf(std::string_view text) noexcept
{
    for (const RadioState state : kRadioStates) {
        if (name(state) == text) return state;
    }
    return std::nullopt;
}

} // namespace taraf
