/// @file What has changed since the last scan, and what only seems so.
#pragma once

#include "taraf/base/ids.h"
#include "taraf/collection/walk.h"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::collection {

/// What the library says about one file.
struct KnownFile {
    FileId file;
    std::string path;       ///< absolute, bytes
    std::uint64_t size = 0; ///< when it was read
    FileTime modified{0};
    bool isMissing = false; ///< flagged at an earlier scan
};

/// What the library says about one root that was walked.
struct KnownRoot {
    std::string path;   ///< as given to walk(), same order
    std::string volume; ///< of the last scan that found it; empty: none did
    bool believe = false; ///< the user says so: what is not in a root that can be looked at is gone, however much it is
};

/// A known file that was found again.
struct Refound {
    FileId file;
    FoundFile now;
};

enum class Verdict : std::uint8_t {
    Trusted, ///< what is not there is missing
    Gone,    ///< the folder is absent, empty, unreadable, or on another volume with less than half of the files: nothing is flagged
    Emptied, ///< more than half of its files, and more than 20, vanished at once and came up nowhere else: nothing is flagged
};

struct RootVerdict {
    Verdict verdict = Verdict::Trusted;
    std::size_t known = 0;    ///< files known below it that were not flagged before
    std::size_t vanished = 0; ///< of them, not found and not unknown
    /// The volume to remember from now on; empty: leave what was remembered (the root isn't trusted).
    std::string volume;
};

struct Changes {
    std::vector<FoundFile> added;
    std::vector<Refound> changed;  ///< another size or modification time; files that were flagged missing too
    std::vector<FileId> unchanged; ///< present before and now
    std::vector<FileId> returned;  ///< flagged missing, there again as they were
    std::vector<FileId> missing;   ///< to be flagged
    std::vector<FileId> unknown;   ///< could not be looked at, or below a root that isn't trusted: stay as they are
    std::vector<FoundFile> unsettled; ///< added or changed, but written to within the last two seconds: see settle()
    std::vector<RootVerdict> roots;
    std::vector<Trouble> troubles; ///< about roots, on top of Walk::troubles
};

/// A file written to more recently may still be growing.
inline constexpr std::chrono::seconds kSettlingTime{2};

/// Compares what is known with what was found.
/// @param known  every file of the walked roots (files of other roots, if given, stay unknown). Any order.
/// @param roots  one for each root of the walk, same order.
/// @param now    since the epoch; what was modified in (now - 2 s, now + 2 s] is unsettled. Times further ahead are a wrong clock, not writing.
/// Files that only moved don't make a root Emptied: as many new ones below it, or new ones of the same size and time anywhere, stand for them.
/// A folder below a root that is still there without a single entry, while more than 20 files were known in its sub-folders, looks like
/// a drive that is not mounted: its files are unknown, and a trouble says so.
/// Errors: InvalidArgument (another number of roots).
[[nodiscard]] Result<Changes> compare(std::span<const KnownFile> known, std::span<const KnownRoot> roots, const Walk &walk, FileTime now);

/// Size and time of a file now; nothing if it is not there.
struct Stamp {
    std::uint64_t size = 0;
    FileTime modified{0};

    friend bool operator==(const Stamp &, const Stamp &) = default;
};
[[nodiscard]] std::optional<Stamp> stampOf(const std::string &path);

struct Settled {
    std::vector<FoundFile> ready;    ///< size and time were the same twice, kSettlingTime apart; with their latest stamps
    std::vector<FoundFile> growing;  ///< not: put off until the next scan
    std::vector<Trouble> troubles;   ///< "still being written", one per growing file (Busy)
};

/// Looks at unsettled files again, once kSettlingTime after the last of them was written (so for at most that long), and sorts them. Files that
/// are gone by then are in neither list. The other files should be worked on first: then there is nothing left to wait for.
/// Errors: Cancelled. Threads: any; waits.
[[nodiscard]] Result<Settled> settle(std::span<const FoundFile> unsettled, std::stop_token stop);

} // namespace taraf::collection
