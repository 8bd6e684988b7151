#include "taraf/base/file.h"

#include "taraf/base/path.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace taraf {
namespace {

/// A descriptor that is closed when it goes.
class Descriptor
{
public:
    explicit Descriptor(int fd) noexcept : m_fd(fd) {}
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const noexcept { return m_fd; }
    int close() noexcept { return m_fd < 0 ? 0 : ::close(std::exchange(m_fd, -1)); }

private:
    int m_fd;
};

std::unexpected<Error> ioError(const std::string &path, std::string_view what)
{
    const int error = errno;
    return fail(ErrorCode::Io, displayText(path) + " " + std::string(what) + ": " + describeErrno(error));
}

} // namespace

std::string describeErrno(int error) { return std::generic_category().message(error); }

Result<> writeAtomically(const std::string &path, const std::function<Result<>(const FileWriter &)> &fill)
{
    static std::atomic<unsigned> serial{0};
    const std::string beside = path + ".new-" + std::to_string(::getpid()) + "-" + std::to_string(serial++);
    Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0) return ioError(path, "can't be written");

    const auto append = [&](std::span<const std::byte> bytes) -> Result<> {
        while (!bytes.empty()) {
            const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
            if (written < 0) {
                if (errno == EINTR) continue;
                return ioError(path, "can't be written");
            }
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    };
    const auto publish = [&]() -> Result<> {
        if (auto filled = fill(append); !filled) return filled;
        if (::fsync(file.get()) != 0 || file.close() != 0) return ioError(path, "can't be written");
        if (::rename(beside.c_str(), path.c_str()) != 0) return ioError(path, "can't be replaced");
        // The folder's entry has to reach the disk too. Some file systems refuse to sync a folder; the file is there.
        const Descriptor folder(::open(std::string(parentPath(path).empty() ? "." : parentPath(path)).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (folder.get() >= 0) ::fsync(folder.get());
        return {};
    };
    Result<> published = publish();
    if (!published) ::unlink(beside.c_str());
    return published;
}

Result<> writeAtomically(const std::string &path, std::string_view content)
{
    return writeAtomically(path, [&](const FileWriter &append) { return append(std::as_bytes(std::span(content))); });
}

Result<std::string> readFile(const std::string &path, std::size_t limit)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return fail(ErrorCode::NotFound, displayText(path) + " does not exist");
        return ioError(path, "can't be read");
    }
    std::string content;
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return ioError(path, "can't be read");
        if (got == 0) return content;
        if (content.size() + static_cast<std::size_t>(got) > limit) {
            return fail(ErrorCode::Unsupported, displayText(path) + " is longer than " + std::to_string(limit) + " bytes");
        }
        content.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

Result<> makeFolder(const std::string &path)
{
    for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        const std::string part = path.substr(0, slash);
        if (::mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) {
            const int error = errno;
            struct stat there{};
            // A read-only parent refuses even a folder that is there already.
            if (::stat(part.c_str(), &there) != 0 || !S_ISDIR(there.st_mode)) {
                errno = error;
                return ioError(path, "can't be made");
            }
        }
        if (slash == std::string::npos) break;
    }
    struct stat there{};
    if (::stat(path.c_str(), &there) != 0) return ioError(path, "can't be made");
    if (!S_ISDIR(there.st_mode)) return fail(ErrorCode::Io, displayText(path) + " is a file where a folder is needed");
    return {};
}

} // namespace taraf
