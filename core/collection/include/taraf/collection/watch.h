/// @file In which folders something that concerns audio files has changed, told soon after it happened.
///
/// Followed and left out is what walk() follows and leaves out. Told are files that appear, go, are written and closed, get another name or
/// other rights, and folders likewise; covers and other files are not. The kernel tells (inotify); where it can't, folders are polled.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/units.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::collection {

struct WatchOptions {
    std::vector<std::string> exclude; ///< as WalkOptions::exclude
    Milliseconds quiet{2'000};        ///< nothing more has happened for so long: it is told
    Milliseconds longest{30'000};     ///< it is told after so long, even while more happens
    /// How often is looked at what the kernel tells nothing of: the modification times of polled folders, and roots that are not there. A file
    /// of such a folder that is written to in place, by the same name, is not noticed; the next whole walk does.
    Milliseconds pollEvery{60'000};
    Milliseconds patience{30'000}; ///< as WalkOptions::patience
    bool pollOnly = false;         ///< do without inotify
};

/// One sentence for the user to read: what is polled and why, what does not answer. Called from the thread that is in start() or next().
using NoteSink = std::function<void(const std::string &)>;

/// Cost to start: 0.34 s for 8,401 folders with a warm cache.
/// Threads: one at a time. What happens while none is in next() is kept by the kernel, up to fs.inotify.max_queued_events.
/// Cost to keep: some 200 bytes a folder here and about 1 KB in the kernel; idle, no wake-up but those of pollEvery, where there is something to poll.
class Watch
{
public:
    /// Watches the roots (absolute paths). Roots that are not there are looked for again. What happens after the return is told, so a walk that
    /// is made then misses nothing.
    /// Errors: Cancelled; InvalidArgument (a relative root, a bad expression); OutOfMemory; Io (no descriptor can be had).
    [[nodiscard]] static Result<Watch> start(std::span<const std::string> roots, WatchOptions options, std::stop_token stop, NoteSink notes = {});

    Watch(Watch &&) noexcept;
    Watch &operator=(Watch &&) noexcept;
    ~Watch();

    /// Waits for changes and tells the folders to walk again with all that is below them: absolute, bytes, by path, each once, none below
    /// another. A folder that went is told as the one it was in. A root that went, came or was mounted is told itself.
    /// A file that is still being written is not told before its writer closes it or leaves it alone for `quiet`, but for `longest`.
    /// Errors: Cancelled, within 100 ms, and what was noticed is told by the next call; OutOfMemory.
    [[nodiscard]] Result<std::vector<std::string>> next(std::stop_token stop);

    [[nodiscard]] std::size_t folders() const noexcept; ///< followed
    [[nodiscard]] std::size_t polled() const noexcept;  ///< of them, those the kernel tells nothing of

private:
    class Watching;
    explicit Watch(std::unique_ptr<Watching> watching) noexcept;
    std::unique_ptr<Watching> m_watching;
};

} // namespace taraf::collection
