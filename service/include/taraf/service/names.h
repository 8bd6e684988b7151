/// @file How tarafd is called on the session bus.
#pragma once

namespace taraf::service {

inline constexpr auto kName = "org.taraf.Taraf1"; ///< the bus name, and the interface
inline constexpr auto kPath = "/org/taraf/Taraf1";
inline constexpr auto kErrors = "org.taraf.Taraf1.Error."; ///< and the code in camel case: NotFound

} // namespace taraf::service
