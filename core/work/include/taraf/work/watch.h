/// @file Watching the roots, and scanning when something has changed in them.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/work/rescan.h"

#include <functional>
#include <stop_token>

namespace taraf::work {

/// Scans the known roots. A failure is told to the user; the watching goes on.
using ScanNow = std::function<Result<>(std::stop_token)>;

/// Whether `scan` names folders that the library doesn't know yet, and makes it where there is none.
enum class NewFolders { No, Yes };

/// Calls `scan` at once and then whenever files have come, changed or gone, two seconds after the last of it, half a minute after the first
/// at the latest; one at a time. A scan that finds another rescan under way is tried again. Roots and exclusions that are changed meanwhile
/// are followed. Ends with the stop.
/// Errors: Busy (this library is watched already), NotFound (no roots known), those of the library; Io (nothing can be watched). With new
/// folders also those of the first scan, unless it died or found another under way: it is made again.
/// Threads: blocks; `scan` and `note` are called from this thread. It costs next to nothing while nothing happens.
[[nodiscard]] TARAF_EXPORT Result<> watch(const Home &home, NewFolders folders, const ScanNow &scan, const std::stop_token &stop, const NoteSink &note);

} // namespace taraf::work
