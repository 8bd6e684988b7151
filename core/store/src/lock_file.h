/// @file Locks between connections, in this process and others, that die with their holder.
#pragma once

#include "taraf/base/error.h"

#include <chrono>
#include <string>

namespace taraf::store {

/// Two locks in one small file beside the library. Open file description locks: unlike SQLite's own they also part two
/// connections of one process, and closing another descriptor of the file does not drop them.
class LockFile
{
public:
    enum class Lock : int {
        Checkpointing, ///< held by the one that writes back
        Writing,       ///< held while a transaction writes, and while what was written is written back
    };

    LockFile() = default;
    LockFile(const LockFile &) = delete;
    LockFile &operator=(const LockFile &) = delete;
    ~LockFile();

    /// Makes the file (0600) where it is absent. Errors: Io.
    Result<> open(const std::string &path);

    /// True: held now (also if it was before). Errors: Io.
    Result<bool> tryLock(Lock lock);
    /// Tries for so long. Errors: Io.
    Result<bool> lockWithin(Lock lock, std::chrono::milliseconds patience);
    void unlock(Lock lock) noexcept;

private:
    std::string m_path;
    int m_fd = -1;
};

} // namespace taraf::store
