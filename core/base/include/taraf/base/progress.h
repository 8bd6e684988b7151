/// @file How long work tells how far it is. Stopping it is std::stop_token's part.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace taraf {

struct Progress {
    std::string phase;       ///< what is being done, for people: "listening"
    std::uint64_t done = 0;  ///< items, <= total where total is known
    std::uint64_t total = 0; ///< 0: not known yet
    std::string item;        ///< what is in hand, a path in bytes; may be empty
};

/// Called from the working thread, at most a few dozen times a second; must not block.
using ProgressSink = std::function<void(const Progress &)>;

} // namespace taraf
