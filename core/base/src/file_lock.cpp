#include "taraf/base/file_lock.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace taraf {

Result<std::optional<FileLock>> FileLock::tryTake(const std::string &path)
{
    FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.m_fd < 0) return fail(ErrorCode::Io, displayText(path) + " can't be written: " + describeErrno(errno));
    if (::flock(lock.m_fd, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return std::nullopt;
    return fail(ErrorCode::Io, displayText(path) + " can't be locked: " + describeErrno(errno));
}

FileLock::FileLock(FileLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

FileLock::~FileLock()
{
    if (m_fd >= 0) ::close(m_fd);
}

} // namespace taraf
