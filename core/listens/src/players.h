#pragma once

#include "out.h"

namespace taraf::listens {

inline constexpr std::string_view kDatabaseMark{"SQLite format 3\0", 16};

/// What Strawberry or Clementine count and rate, while they run: nothing of theirs is written, no lock is held longer than it takes to read.
/// Errors: Unsupported (another database), Busy, Corrupt, Cancelled.
[[nodiscard]] Result<Format> readPlayer(const std::string &path, std::optional<Format> format, Out &out, const std::stop_token &stop);

} // namespace taraf::listens
