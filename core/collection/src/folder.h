/// @file One open folder: its entries are looked at relative to it, so that nobody can put another in its place meanwhile.
#pragma once

#include "taraf/base/units.h"

#include <compare>
#include <cstdint>
#include <dirent.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
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

struct Entry {
    std::string name;
    std::uint64_t inode = 0;
    unsigned char type = DT_UNKNOWN;
};

/// An open folder.
class Folder
{
public:
    Folder() = default;
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    ~Folder();

    enum class Links { Follow, Refuse };

    /// errno, 0 if it is open.
    int open(int parent, const std::string &path, Links links);
    /// All entries but "." and "..", in the order of their inodes, which is the cheap one on a turning disk. errno, 0 if all were read.
    int read(std::vector<Entry> &entries);
    [[nodiscard]] int descriptor() const noexcept;

private:
    DIR *m_stream = nullptr;
};

/// Names the file system an open folder lies on, alike after it was unmounted and mounted again.
[[nodiscard]] std::string volumeOf(int folder);

} // namespace taraf::collection
