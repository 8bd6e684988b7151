/// @file Bringing in what other programs and services know of listens.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/work/rescan.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

struct ImportOptions {
    std::vector<std::string> files; ///< absolute, bytes; at least one
    std::string format;             ///< a name of listens::formats(); empty: told from the contents
    bool isDry = false;             ///< nothing is written
};

/// Rows that could not be used for one reason.
struct RejectedRows {
    std::string reason;
    std::uint64_t count = 0;
    std::vector<std::pair<std::string, std::uint64_t>> lines; ///< the first of them: file (with the part of the archive), line from 1
};

struct ImportedPlaylist {
    std::string name; ///< as it is kept
    std::uint64_t entries = 0, found = 0;
    std::vector<std::string> missing; ///< "Artist – Title", the first hundred
};

struct ImportResult {
    std::uint64_t imported = 0;   ///< listens that were not there
    std::uint64_t duplicates = 0; ///< that were
    std::uint64_t skips = 0, counts = 0, opinions = 0; ///< new ones, beside the listens
    std::uint64_t leftOut = 0;    ///< by the format's rules, such as private sessions
    std::uint64_t inCollection = 0; ///< songs of the import that the collection has
    std::uint64_t songs = 0;      ///< songs that were named for the first time
    std::vector<ImportedPlaylist> playlists;
    std::vector<RejectedRows> rejected; ///< the most frequent reason first
    double seconds = 0;
};

/// Twice the same file changes nothing. Stopped or killed, what was written stays, and the same again goes on from there.
/// The library is made where there is none. Errors: those of listens::read(), and of writing. Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<ImportResult> importListens(const Home &home, const ImportOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note);

} // namespace taraf::work
