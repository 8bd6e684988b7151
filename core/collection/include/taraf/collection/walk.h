/// @file Which audio files lie below some folders, at the cost of one stat a file and without opening any.
///
/// Followed: real folders, then links to folders and files that were not reached under their own name; the same folder or linked
/// file (device, inode) is visited once. Left out: names that begin with a dot, folders with a `.nomedia` file, what `exclude` matches.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/progress.h"
#include "taraf/base/units.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::collection {

/// Whether a name ends like an audio file that Taraf tries to read. ASCII case does not matter; a name that is only an ending does not count.
[[nodiscard]] bool isAudioName(std::string_view fileName) noexcept;

struct FoundFile {
    std::string path;       ///< absolute, bytes
    std::uint64_t size = 0; ///< bytes
    FileTime modified{0};
    std::size_t root = 0;   ///< index of the innermost walked root it lies below
};

enum class RootState : std::uint8_t {
    Here,
    Absent,     ///< no such folder, or a file
    Unreadable, ///< there, but it can't be opened
    Duplicate,  ///< the same folder as an earlier root, under another name; walked there
};

struct WalkedRoot {
    std::string path;
    RootState state = RootState::Absent;
    bool isEmpty = false;  ///< Here, and without a single entry: what an unmounted drive leaves
    std::string volume;    ///< names the file system it lies on: type, id, and whether it is a mount point; "" unless Here
};

/// Something that could not be looked at, for the user to read.
struct Trouble {
    std::string path; ///< absolute, bytes
    Error error;      ///< names the path
};

struct Walk {
    std::vector<WalkedRoot> roots;         ///< as asked, same order
    std::vector<FoundFile> files;          ///< by path (bytes), each path once
    std::vector<std::string> unknown;      ///< files and folders that could not be looked at: what is known there or below stays as it was; by path
    std::vector<std::string> emptyFolders; ///< without a single entry; by path
    std::vector<Trouble> troubles;
    /// A drive did not answer, and a thread is stuck in it: see abandonedLooks().
    bool abandoned = false;
};

struct WalkOptions {
    std::vector<std::string> exclude; ///< ECMAScript regular expressions, searched in the absolute path of files and folders, case ignored
    /// How long one folder may take. A drive that leaves us waiting for longer counts as silent (a network that is gone, a disk that dies).
    Milliseconds patience{30'000};
};

/// The threads of this process that are stuck in a drive that did not answer walk() or Watch. They hold nothing but their request, and end by
/// themselves once the drive answers. While there are any, end the process with _exit() or live on: exit() may wait for them. Threads: any.
[[nodiscard]] std::size_t abandonedLooks() noexcept;

/// Walks the roots (absolute paths, as base's absolutePath() gives them). A root below another one is walked as a root of its own.
/// A folder or file that can't be looked at is a trouble and in `unknown`; so is a root that is Unreadable. An Absent root is a trouble.
/// A folder that could be read only in part is unknown with all that it holds.
/// A folder that takes longer than the patience is a trouble (Timeout) and unknown, and what is still to be looked at on the same mount is
/// unknown without being touched; a root is then Unreadable. The rest is walked on.
/// Errors: Cancelled, within 100 ms even while a drive does not answer (abandonedLooks() may then count one more); InvalidArgument (a relative
/// root, a bad expression); OutOfMemory (no thread could be started).
/// Threads: any; folders are looked at in a thread of its own. Progress comes from the caller's: phase "looking", done = audio files found so
/// far, item = the folder in hand.
/// Cost: about 2.5 µs of CPU a file, twelve to a folder, with a warm cache.
[[nodiscard]] Result<Walk> walk(std::span<const std::string> roots, const WalkOptions &options, std::stop_token stop,
                                const ProgressSink &progress = {});

} // namespace taraf::collection
