/// @file What the kernel tells of folders (inotify(7)).
#pragma once

#include "folder.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <sys/inotify.h>

namespace taraf::collection {

/// What Calls::entered() says of a folder that is not watched.
enum Unwatched : int {
    kForeign = -2, ///< its changes may be made on another machine, or by a program behind FUSE
    kRefused = -3, ///< the kernel watches no more
};

/// An inotify descriptor, whose watches are added while folders are read: before their entries, so that nothing falls between.
class Notices : public Calls
{
public:
    enum class Mode : std::uint8_t { Notify, Poll };

    explicit Notices(Mode mode);
    ~Notices() override;

    /// -1: the kernel gave none; everything is polled.
    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }
    [[nodiscard]] int entered(int folder) const override;
    void remove(int watch) const;

    struct Notice {
        int watch;
        std::uint32_t mask;
        std::string_view name; ///< of the entry; empty: the folder itself
    };
    /// What has been told so far; does not wait.
    void take(const std::function<void(const Notice &)> &told) const;

private:
    int m_descriptor = -1;
};

} // namespace taraf::collection
