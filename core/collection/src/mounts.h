/// @file Where file systems are mounted, from the kernel's table: no mount is touched, so none can hang.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace taraf::collection {

struct Mount {
    std::string point; ///< absolute, bytes
    int id = 0;        ///< the kernel's; another one after it was mounted anew

    friend auto operator<=>(const Mount &, const Mount &) = default;
};

/// The table's text (proc_pid_mountinfo(5)), in its order. Lines that don't follow the format are left out.
[[nodiscard]] std::vector<Mount> parsedMounts(std::string_view table);

/// Those of this process; none where there is no /proc.
[[nodiscard]] std::vector<Mount> currentMounts();

/// The mount point a path lies on, if no link is in it: the longest that is the path or above it. "/" if none is.
[[nodiscard]] std::string mountPointOf(std::string_view path, const std::vector<Mount> &mounts);

} // namespace taraf::collection
