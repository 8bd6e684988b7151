/// @file One at a time, across processes.
#pragma once

#include "taraf/base/error.h"

#include <optional>
#include <string>

namespace taraf {

/// A lock on a file, held while this lives and let go by the kernel if its holder is killed. The file stays, empty.
class FileLock
{
public:
    /// Makes the file (0600) where it is absent. Nothing: somebody else holds it. Errors: Io.
    [[nodiscard]] static Result<std::optional<FileLock>> tryTake(const std::string &path);

    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&) = delete;
    ~FileLock();

private:
    explicit FileLock(int fd) noexcept : m_fd(fd) {}
    int m_fd;
};

} // namespace taraf
