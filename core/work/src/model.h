/// @file Which network's numbers the vectors are made with.
#pragma once

#include <string_view>

namespace taraf::work {

/// The setting that names the network in use; absent: none. Whoever changes it removes kIndexBuild in the same transaction, so that the index follows.
inline constexpr std::string_view kModelNetwork = "model.network";

/// The setting that says what the published map knows of artists, for those who must not open a map: its generation (16 hexadecimal digits),
/// artists on shelves, how far they are drawn together on average, weight of their discriminants.
inline constexpr std::string_view kModelShelves = "model.shelves";

} // namespace taraf::work
