/// @file One open folder: its entries are looked at relative to it, so that nobody can put another in its place meanwhile.
#pragma once

#include "taraf/base/units.h"

#include <atomic>
#include <compare>
#include <cstdint>
#include <dirent.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>
#include <vector>

namespace taraf::collection {

/// What is the same whatever it is called.
struct Inode {
    std::uint64_t device = 0;
    std::uint64_t number = 0;

    friend auto operator<=>(const Inode &, const Inode &) = default;
};

[[nodiscard]] inline Inode inodeOf(const struct stat &there) noexcept { return {there.st_dev, there.st_ino}; }

[[nodiscard]] inline FileTime modifiedAt(const struct stat &there) noexcept
{
    return FileTime{std::int64_t{there.st_mtim.tv_sec} * 1'000'000'000 + there.st_mtim.tv_nsec};
}

/// The calls that a drive can leave unanswered. They are the system's own; a test puts others in their place. They fail as those do, with errno.
/// Threads: any, at once: a thread that is stuck in one of them is left behind, and another goes on.
class Calls
{
public:
    Calls() = default;
    Calls(const Calls &) = delete;
    Calls &operator=(const Calls &) = delete;
    virtual ~Calls() = default;

    [[nodiscard]] virtual int open(const std::string &path, int flags) const;
    [[nodiscard]] virtual const dirent *read(DIR *folder) const;
    [[nodiscard]] virtual int stat(int folder, const char *name, struct stat &there, int flags) const;
    [[nodiscard]] virtual ssize_t readLink(const std::string &path, char *target, std::size_t size) const;
    /// Comes between the opening of a folder and the reading of its entries; what it returns is Seen::watch.
    [[nodiscard]] virtual int entered(int folder) const;
};

struct Entry {
    std::uint32_t name = 0;   ///< where it begins in Entries::names, which ends it with a zero
    std::uint32_t length = 0; ///< of the name
    std::uint64_t inode = 0;
    unsigned char type = DT_UNKNOWN;
};

/// The names of a folder lie in one string: a string for each would cost more than reading them.
struct Entries {
    std::string names;
    std::vector<Entry> all;

    [[nodiscard]] const char *nameOf(const Entry &entry) const noexcept { return names.data() + entry.name; }
};

/// An open folder.
class Folder
{
public:
    explicit Folder(const Calls &calls) : m_calls(calls) {}
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    ~Folder();

    enum class Links : std::uint8_t { Follow, Refuse };

    /// errno, 0 if it is open.
    int open(const std::string &path, Links links);
    /// All entries but "." and "..", in the order of their inodes, which is the cheap one on a turning disk. errno, 0 if all were read.
    /// Gives up between two of them when `isLeft` is set.
    int read(Entries &entries, const std::atomic<bool> &isLeft);
    [[nodiscard]] int descriptor() const noexcept;

private:
    const Calls &m_calls;
    DIR *m_stream = nullptr;
};

/// Names the file system an open folder lies on, alike after it was unmounted and mounted again.
[[nodiscard]] std::string volumeOf(const Calls &calls, int folder);

} // namespace taraf::collection
