#include "lock_file.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace taraf::store {
namespace {

struct flock range(int lock, int type) noexcept
{
    struct flock asked{};
    asked.l_type = static_cast<short>(type);
    asked.l_whence = SEEK_SET;
    asked.l_start = lock;
    asked.l_len = 1;
    return asked;
}

} // namespace

LockFile::~LockFile()
{
    if (m_fd >= 0) ::close(m_fd);
}

Result<> LockFile::open(const std::string &path)
{
    m_path = path;
    m_fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_fd < 0) return fail(ErrorCode::Io, displayText(path) + " can't be written: " + describeErrno(errno));
    return {};
}

Result<bool> LockFile::tryLock(Lock lock)
{
    struct flock asked = range(static_cast<int>(lock), F_WRLCK);
    while (::fcntl(m_fd, F_OFD_SETLK, &asked) != 0) {
        if (errno == EINTR) continue;
        if (errno == EAGAIN || errno == EACCES) return false;
        return fail(ErrorCode::Io, displayText(m_path) + " can't be locked: " + describeErrno(errno) +
                                       "; the library has to lie on a local file system");
    }
    return true;
}

Result<bool> LockFile::lockWithin(Lock lock, std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + patience;
    std::chrono::microseconds pause{200};
    while (true) {
        auto held = tryLock(lock);
        if (!held || *held) return held;
        if (Clock::now() >= deadline) return false;
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, std::chrono::microseconds{10'000});
    }
}

void LockFile::unlock(Lock lock) noexcept
{
    struct flock asked = range(static_cast<int>(lock), F_UNLCK);
    ::fcntl(m_fd, F_OFD_SETLK, &asked);
}

} // namespace taraf::store
