/// @file Which network's numbers the vectors are made with.
#pragma once

#include <string_view>

namespace taraf::work {

/// The setting that names the network in use; absent: none. Whoever changes it removes kIndexBuild in the same transaction, so that the index follows.
inline constexpr std::string_view kModelNetwork = "model.network";

} // namespace taraf::work
