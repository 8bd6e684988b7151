/// @file A file of ours in memory, read-only.
#pragma once

#include "taraf/base/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace taraf::neighbours {

/// Keeps the file's content reachable whatever becomes of its name. Threads: const methods from any number.
class MappedFile
{
public:
    /// Errors: NotFound, Io, Corrupt (not a regular file).
    [[nodiscard]] static Result<std::unique_ptr<MappedFile>> open(const std::string &path);

    MappedFile(const MappedFile &) = delete;
    MappedFile &operator=(const MappedFile &) = delete;
    ~MappedFile();

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_bytes; }

    /// What lies at `place` of the file, for a look here and there: in place, or, of a file so large that all the pages around such looks
    /// would fill this process's memory, read into `buffer`.
    [[nodiscard]] const std::byte *look(const std::byte *place, std::span<std::byte> buffer) const noexcept;

    /// The same file, read from one end to the other: pages of a large one no longer count as this process's (they stay in the system's
    /// cache, and come back when they are read again).
    void letGo(std::span<const std::byte> read) const noexcept;

    /// Is the path still this file?
    [[nodiscard]] bool isAt(const std::string &path) const noexcept;

private:
    MappedFile() noexcept = default;

    [[nodiscard]] bool isLarge() const noexcept { return m_bytes.size() > kLarge; }

    static constexpr std::size_t kLarge = 256U << 20U;

    int m_fd = -1;
    std::span<const std::byte> m_bytes;
    std::uint64_t m_device = 0;
    std::uint64_t m_inode = 0;
};

/// "PATH WHAT; delete it, it is rebuilt by the next taraf rescan"
[[nodiscard]] std::unexpected<Error> unusable(ErrorCode code, const std::string &path, std::string_view what);

} // namespace taraf::neighbours
