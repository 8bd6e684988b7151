#include "folder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/statfs.h>
#include <unistd.h>

namespace taraf::collection {

Folder::~Folder()
{
    if (m_stream != nullptr) ::closedir(m_stream);
}

int Folder::open(int parent, const std::string &path, Links links)
{
    const int fd = ::openat(parent, path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | (links == Links::Refuse ? O_NOFOLLOW : 0));
    if (fd < 0) return errno;
    m_stream = ::fdopendir(fd);
    if (m_stream != nullptr) return 0;
    const int error = errno;
    ::close(fd);
    return error;
}

int Folder::read(std::vector<Entry> &entries)
{
    entries.clear();
    while (true) {
        errno = 0;
        const dirent *entry = ::readdir(m_stream); // NOLINT(concurrency-mt-unsafe): the stream is this object's own
        if (entry == nullptr) break;
        const std::string_view name(static_cast<const char *>(entry->d_name));
        if (name == "." || name == "..") continue;
        entries.push_back({std::string(name), entry->d_ino, entry->d_type});
    }
    const int error = errno;
    std::ranges::sort(entries, {}, &Entry::inode);
    return error;
}

int Folder::descriptor() const noexcept { return ::dirfd(m_stream); }

std::string volumeOf(int folder)
{
    struct statfs volume{};
    struct stat here{};
    struct stat above{};
    if (::fstatfs(folder, &volume) != 0 || ::fstat(folder, &here) != 0) return {};
    // f_fsid comes from the file system's own id where it has one; where it has none, from the device, which is the best there is.
    const auto id = std::bit_cast<std::array<unsigned, 2>>(volume.f_fsid);
    const bool isMountPoint = ::fstatat(folder, "..", &above, 0) == 0 && above.st_dev != here.st_dev;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%lx:%08x%08x%s", static_cast<unsigned long>(volume.f_type) & 0xFFFFFFFFUL, id[0], id[1], isMountPoint ? ":mount" : "");
    return text.data();
}

} // namespace taraf::collection
