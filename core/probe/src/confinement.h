/// @file Gives up every right but to read the files that are handed over and to answer.
#pragma once

#include <cstddef>
#include <string>

namespace taraf::probe {

/// From here on no file can be opened, nothing be written but the socket, nothing be started, no network be reached.
/// @param memoryBytes  how much more memory than now may be had (not enforced under a sanitizer).
/// @return what this kernel could not enforce, for people; empty if nothing.
[[nodiscard]] std::string confine(std::size_t memoryBytes);

} // namespace taraf::probe
