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

int Calls::open(const std::string &path, int flags) const { return ::open(path.c_str(), flags); }

const dirent *Calls::read(DIR *folder) const { return ::readdir(folder); } // NOLINT(concurrency-mt-unsafe): the stream is its caller's own

int Calls::stat(int folder, const char *name, struct stat &there, int flags) const { return ::fstatat(folder, name, &there, flags); }

ssize_t Calls::readLink(const std::string &path, char *target, std::size_t size) const { return ::readlink(path.c_str(), target, size); }

int Calls::entered(int) const { return -1; }

Folder::~Folder()
{
    if (m_stream != nullptr) ::closedir(m_stream);
}

int Folder::open(const std::string &path, Links links)
{
    const int fd = m_calls.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (links == Links::Refuse ? O_NOFOLLOW : 0));
    if (fd < 0) return errno;
    m_stream = ::fdopendir(fd);
    if (m_stream != nullptr) return 0;
    const int error = errno;
    ::close(fd);
    return error;
}

int Folder::read(Entries &entries, const std::atomic<bool> &isLeft)
{
    entries.names.clear();
    entries.all.clear();
    errno = 0;
    while (!isLeft) {
        errno = 0;
        const dirent *entry = m_calls.read(m_stream);
        if (entry == nullptr) break;
        const std::string_view name(static_cast<const char *>(entry->d_name));
        if (name == "." || name == "..") continue;
        entries.all.push_back({static_cast<std::uint32_t>(entries.names.size()), static_cast<std::uint32_t>(name.size()), entry->d_ino, entry->d_type});
        entries.names.append(name).push_back('\0');
    }
    const int error = errno;
    std::ranges::sort(entries.all, {}, &Entry::inode);
    return error;
}

int Folder::descriptor() const noexcept { return ::dirfd(m_stream); }

std::string volumeOf(const Calls &calls, int folder)
{
    struct statfs volume{};
    struct stat here{};
    struct stat above{};
    if (::fstatfs(folder, &volume) != 0 || ::fstat(folder, &here) != 0) return {};
    // f_fsid comes from the file system's own id where it has one; where it has none, from the device, which is the best there is.
    const auto id = std::bit_cast<std::array<unsigned, 2>>(volume.f_fsid);
    const bool isMountPoint = calls.stat(folder, "..", above, 0) == 0 && above.st_dev != here.st_dev;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%lx:%08x%08x%s", static_cast<unsigned long>(volume.f_type) & 0xFFFFFFFFUL, id[0], id[1], isMountPoint ? ":mount" : "");
    return text.data();
}

} // namespace taraf::collection
