/// @file Everything that is done with one file.
#pragma once

#include "messages.h"

#include "taraf/base/error.h"

namespace taraf::probe {

/// Reads the open file `fd` (a regular one; it stays open). Errors and the report's audioError are predicates: "is truncated".
/// Errors: Corrupt, Unsupported, Io, OutOfMemory.
[[nodiscard]] Result<Report> examine(int fd, const Ask &ask);

/// The picture that a file is or holds. Errors: the same.
[[nodiscard]] Result<Picture> portray(int fd, const AskPicture &ask);

} // namespace taraf::probe
