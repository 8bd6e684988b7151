/// @file What players left in the tags of the collection's files: stars and counts of plays, as the scans read them.
#pragma once

#include "taraf/base/home.h"
#include "taraf/listens/read.h"

#include <stop_token>

namespace taraf::work {

/// A rating has no time in a tag, so it counts only where nothing was said. Errors: those of the library; Cancelled. Threads: any; it blocks.
[[nodiscard]] Result<listens::Read> readKeptTags(const Home &home, const listens::Sink &sink, const std::stop_token &stop);

} // namespace taraf::work
