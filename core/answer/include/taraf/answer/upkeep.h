/// @file What a person does to the library by hand: copies of it, what belongs to it, and which recordings are one.
#pragma once

#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/ids.h"
#include "taraf/base/progress.h"
#include "taraf/base/units.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::answer {

// All of these: Errors: NotFound (no library yet), Busy (a rescan is under way, or another program writes), Corrupt, Database, Io.
// Threads: any; they block.

// ---------------------------------------------------------------- copies

struct Copy {
    std::string path; ///< absolute, bytes
    std::uint64_t bytes = 0;
    UnixTime madeAt{0};
    bool isAutomatic = false; ///< made by Taraf itself, before the library was brought up to date or replaced
};

/// A checked copy of the library, beside it in `backups` where `path` is empty. Others may go on working. Errors also: Cancelled.
[[nodiscard]] TARAF_EXPORT Result<Copy> backUp(const Home &home, const std::string &path, const std::stop_token &stop, const ProgressSink &progress);

/// The copies in `backups`, newest first.
[[nodiscard]] TARAF_EXPORT Result<std::vector<Copy>> copies(const Home &home);

struct Restored {
    std::string before;       ///< where what was there is now: a copy, or the damaged library itself; empty: there was none
    std::uint64_t files = 0;  ///< in the library now
};

/// Puts a copy in the library's place, all of it or nothing, after a copy of what is there has been made. The index follows with the next
/// rescan. Errors also: NotFound, Unsupported and Corrupt (the copy), Cancelled; nothing was changed then.
[[nodiscard]] TARAF_EXPORT Result<Restored> restore(const Home &home, const std::string &path, const std::stop_token &stop, const ProgressSink &progress);

struct Checkup {
    std::vector<std::string> findings; ///< sentences, each with what to do; empty: all is well
    std::uint64_t files = 0;
    bool hasIndex = false;
};

/// Reads all of the library and of the index. What is wrong is a finding, no error.
[[nodiscard]] TARAF_EXPORT Result<Checkup> check(const Home &home);

struct LeftOut {
    std::string path;   ///< absolute, bytes
    std::string reason;
};

/// Files that could not be read or listened to, by path. They are not tried again before they change.
[[nodiscard]] TARAF_EXPORT Result<std::vector<LeftOut>> leftOut(const Home &home);

// ---------------------------------------------------------------- what belongs to it

/// Forgets a root and its files; recordings and what is known of them stay. Errors also: InvalidArgument (no root of that name).
[[nodiscard]] TARAF_EXPORT Result<> removeRoot(const Home &home, const std::string &absolutePath);

[[nodiscard]] TARAF_EXPORT Result<std::vector<std::string>> exclusions(const Home &home);
/// Leaves out of every scan what the regular expression (ECMAScript, searched for in absolute paths, case ignored) finds. Files of that kind
/// count as missing at once; tells how many. Errors also: InvalidArgument (no regular expression).
[[nodiscard]] TARAF_EXPORT Result<std::uint64_t> exclude(const Home &home, const std::string &expression);
/// The next scan takes them in again. Errors also: InvalidArgument (it was not left out).
[[nodiscard]] TARAF_EXPORT Result<> include(const Home &home, const std::string &expression);

// ---------------------------------------------------------------- which recordings are one

/// One side of a doubt.
struct Likeness {
    std::string path; ///< absolute, bytes; where it lies, or last lay
    std::string artist, title, album;
    Milliseconds duration{0}; ///< 0 unknown
};

/// A recording whose files are gone and one that is there, which a person would take for the same: the file was encoded anew, or replaced. The
/// machine never joins two recordings by itself.
struct Doubt {
    std::string id;   ///< names the pair, the same each time
    Likeness former;  ///< has the history
    Likeness present;
    std::string why;
};

/// What is in doubt and was not decided, the likeliest first.
[[nodiscard]] TARAF_EXPORT Result<std::vector<Doubt>> doubts(const Home &home);

enum class Decision : std::uint8_t {
    Same,      ///< the file that is there takes over the history
    Different, ///< never asked again
    Undo,      ///< as it was before the decision
};

/// Errors also: InvalidArgument (no such id; decided before; nothing to undo).
[[nodiscard]] TARAF_EXPORT Result<> decide(const Home &home, const std::string &id, Decision decision);

} // namespace taraf::answer
