/// @file What the plugin keeps in Audacious' configuration.
#pragma once

namespace taraf::audacious {

inline constexpr auto kSection = "taraf";
inline constexpr auto kAhead = "tracks_ahead";   ///< how many a radio has in front of what plays
inline constexpr auto kDocked = "start_docked";
inline constexpr auto kRadios = "radios";        ///< JSON: which playlist is which radio
inline constexpr const char *kDefaults[] = {kAhead, "10", kDocked, "TRUE", nullptr};

} // namespace taraf::audacious
