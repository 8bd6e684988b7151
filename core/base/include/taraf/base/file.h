/// @file Files that are there whole or not at all.
#pragma once

#include "taraf/base/error.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace taraf {

/// Appends to a file that is being written.
/// Errors: Io (full disk, with the path).
using FileWriter = std::function<Result<>(std::span<const std::byte>)>;

/// Writes a file under a temporary name beside `path`, syncs it, renames it over `path` and syncs the folder:
/// at every instant `path` is the old file or the new one. On failure the old file stays and nothing is left beside it.
/// Errors: Io, naming the path; whatever `fill` returns.
/// Threads: any; two writers of one path don't mix, the last rename wins.
[[nodiscard]] Result<> writeAtomically(const std::string &path, const std::function<Result<>(const FileWriter &)> &fill);
[[nodiscard]] Result<> writeAtomically(const std::string &path, std::string_view content);

/// The whole of a file. Errors: NotFound, Io, Unsupported (longer than `limit` bytes), each naming the path.
[[nodiscard]] Result<std::string> readFile(const std::string &path, std::size_t limit);

/// Makes the folder and those above it. Errors: Io.
[[nodiscard]] Result<> makeFolder(const std::string &path);

/// "No space left on device" for an errno value.
[[nodiscard]] std::string describeErrno(int error);

} // namespace taraf
