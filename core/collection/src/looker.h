/// @file Looks at folders in a thread of its own, which is left behind where a drive does not answer.
#pragma once

#include "folder.h"
#include "mounts.h"

#include "taraf/base/units.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace taraf::collection {

/// Mount points that don't answer, and the table to tell by what lies on them.
struct SilentMounts {
    std::vector<std::string> points;
    std::vector<Mount> table;

    [[nodiscard]] bool hold(std::string_view realPath) const;
};

/// One thing to look at.
struct Look {
    enum class What : std::uint8_t {
        Root,    ///< is it a folder, and on which volume?
        Entries, ///< of a folder
        Names,   ///< of a folder: its entries, without a stat of its files
        Target,  ///< what a path leads to, links followed
        Stamp,   ///< the same, without the names on the way
    };

    What what = What::Entries;
    Folder::Links links = Folder::Links::Refuse;
    std::string path;
    std::shared_ptr<const SilentMounts> silent; ///< Root, Target: not to be touched; the error is ETIMEDOUT then
};

/// An entry that may concern us: hidden names and files that aren't audio are left out.
struct Child {
    std::uint32_t name = 0;   ///< where it begins in Seen::names
    std::uint32_t length = 0; ///< of the name
    unsigned char type = DT_UNKNOWN; ///< DT_REG, DT_DIR or DT_LNK
    int error = 0;                   ///< errno: it is there and could not be looked at
    std::uint64_t size = 0;          ///< bytes; of files
    FileTime modified{0};            ///< of files
    Inode inode;                     ///< of files
};

struct Seen {
    int error = 0; ///< errno; then the rest says nothing, whatever was read before
    Inode inode;
    mode_t mode = 0;
    std::uint64_t size = 0; ///< bytes; Target, Stamp
    FileTime modified{0};
    bool isEmpty = false;    ///< without a single entry
    bool hasNoMedia = false; ///< then it has no children
    int watch = -1;          ///< what Calls::entered() said
    std::string real;        ///< Root, Target: the path without its links
    std::string volume;      ///< Root
    std::string names;
    std::vector<Child> children;

    /// As new, but for the memory it has.
    void clear();
    [[nodiscard]] std::string_view nameOf(const Child &child) const noexcept { return std::string_view(names).substr(child.name, child.length); }
};

/// Threads: of one thread. The thread that looks owns what it looks with; when it comes back after it was left behind, it ends.
class Looker
{
public:
    Looker(std::shared_ptr<const Calls> calls, Milliseconds patience);
    Looker(const Looker &) = delete;
    Looker &operator=(const Looker &) = delete;
    ~Looker();

    enum class Outcome : std::uint8_t { Done, Silent, Stopped };

    /// What became of a look. `Saw` is called in this thread, in the order of the looks, with the index of each.
    using Saw = std::function<void(std::size_t, Seen &)>;
    /// Done: all were seen. Silent: the first `count` were; the next did not answer within the patience, and the thread was left behind.
    /// Stopped: as the token asked, or `saw` did by way of it.
    struct Report {
        Outcome outcome = Outcome::Done;
        std::size_t count = 0;
        std::string reached; ///< Silent: where the look got to, as a path without links, where links were followed; else empty
        std::shared_ptr<const void> stuck; ///< Silent: the only owner once the thread came back
    };
    Report look(std::vector<Look> looks, const std::stop_token &stop, const Saw &saw);

private:
    struct Desk;
    static void work(const std::shared_ptr<Desk> &desk);
    void leaveBehind();

    std::shared_ptr<const Calls> m_calls;
    Milliseconds m_patience;
    std::shared_ptr<Desk> m_desk; ///< none until there is something to look at
    std::thread m_thread;         ///< as long as there is a desk
};

} // namespace taraf::collection
