/// @file Which index the library's log of changed vectors starts from.
#pragma once

#include <cstdint>
#include <format>
#include <string>
#include <string_view>

namespace taraf::work {

/// The setting that names the published index; what has changed since is in Library::vectorChanges(). Any other index is compared as a whole.
inline constexpr std::string_view kIndexBuild = "index.build";

[[nodiscard]] inline std::string buildName(std::uint64_t buildId) { return std::format("{:016x}", buildId); }

} // namespace taraf::work
