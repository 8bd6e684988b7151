#include "mapped_file.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace taraf::neighbours {

std::unexpected<Error> unusable(ErrorCode code, const std::string &path, std::string_view what)
{
    return fail(code, displayText(path) + " " + std::string(what) + "; delete it, the next taraf rescan makes it anew");
}

Result<std::unique_ptr<MappedFile>> MappedFile::open(const std::string &path)
{
    // Non-blocking, so that a pipe of that name doesn't wait for a writer.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        const int error = errno;
        if (error == ENOENT || error == ENOTDIR) return fail(ErrorCode::NotFound, displayText(path) + " does not exist; taraf rescan makes it");
        return fail(ErrorCode::Io, displayText(path) + " can't be read: " + describeErrno(error));
    }
    struct stat info{};
    std::unique_ptr<MappedFile> file(new MappedFile);
    file->m_fd = fd;
    int error = ::fstat(fd, &info) != 0 ? errno : 0;
    const bool isRegular = error == 0 && S_ISREG(info.st_mode);
    if (isRegular && info.st_size > 0) {
        const auto size = static_cast<std::size_t>(info.st_size);
        void *memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (memory == MAP_FAILED) {
            error = errno;
        } else {
            file->m_bytes = {static_cast<const std::byte *>(memory), size};
        }
    }
    if (error != 0) return fail(ErrorCode::Io, displayText(path) + " can't be read: " + describeErrno(error));
    if (!isRegular) return unusable(ErrorCode::Corrupt, path, "is not a file");
    file->m_device = info.st_dev;
    file->m_inode = info.st_ino;
    return file;
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty()) ::munmap(const_cast<std::byte *>(m_bytes.data()), m_bytes.size());
    if (m_fd >= 0) ::close(m_fd);
}

const std::byte *MappedFile::look(const std::byte *place, std::span<std::byte> buffer) const noexcept
{
    if (!isLarge()) return place;
    const ssize_t size = ::pread(m_fd, buffer.data(), buffer.size(), place - m_bytes.data());
    return size == static_cast<ssize_t>(buffer.size()) ? buffer.data() : place;
}

void MappedFile::letGo(std::span<const std::byte> read) const noexcept
{
    if (!isLarge()) return;
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto from = (reinterpret_cast<std::uintptr_t>(read.data()) + page - 1) / page * page;
    const auto to = reinterpret_cast<std::uintptr_t>(read.data() + read.size()) / page * page;
    if (from < to) ::madvise(reinterpret_cast<void *>(from), to - from, MADV_DONTNEED);
}

bool MappedFile::isAt(const std::string &path) const noexcept
{
    // The mapping keeps the inode, so its number is not given to another file meanwhile.
    struct stat info{};
    return ::stat(path.c_str(), &info) == 0 && info.st_dev == m_device && info.st_ino == m_inode;
}

} // namespace taraf::neighbours
