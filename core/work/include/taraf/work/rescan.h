/// @file The rescan: what lies in the roots, what has changed, what it says and how it sounds, into the library and the index.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/progress.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

enum class Device { Auto, Cpu, Cuda };
enum class Listening { Yes, No };
enum class Priority {
    Background, ///< behind everything else on the machine, disk and processor; the children too
    Usual,
};
enum class Attendance {
    Attended,
    Unattended, ///< nobody waits for it: it pauses while the machine is on battery
};
/// Much that vanished at once looks like a drive that is not there, and is left as it was.
enum class Vanished { Doubted, Believed };

struct RescanOptions {
    std::vector<std::string> folders; ///< absolute; become roots. Empty: the known roots
    Device device = Device::Auto;
    unsigned jobs = 0; ///< files in hand at a time; 0: one a core
    Listening listening = Listening::Yes;
    Priority priority = Priority::Background;
    Attendance attendance = Attendance::Attended;
    Vanished vanished = Vanished::Doubted;
    std::chrono::seconds patience{30}; ///< how long a folder may keep silent before its drive is left as it was
};

struct FailedFile {
    std::string path; ///< bytes
    std::string reason;
};

struct RescanResult {
    std::uint64_t added = 0, updated = 0, moved = 0, missing = 0, unchanged = 0;
    std::uint64_t analysed = 0;
    std::vector<FailedFile> failed; ///< those this scan tried; one that failed before and has not changed is not tried again
    double seconds = 0;
    bool threadsLeft = false; ///< a drive keeps a thread waiting, perhaps for ever: the process has to end by _exit()
};

/// Sentences for people, while the work goes on.
using NoteSink = std::function<void(const std::string &)>;

/// Brings library and index up to what lies in the roots. A stop keeps what is done; the next rescan goes on from there.
/// Errors: Busy (another rescan of this library), NotFound (a folder that is not there; no roots known), NoDevice, Database, Io, Cancelled.
/// Threads: blocks; sinks are called from this thread and, one at a time, from its workers. The process' priority is changed for good.
[[nodiscard]] TARAF_EXPORT Result<RescanResult> rescan(const Home &home, const RescanOptions &options, const std::stop_token &stop,
                                          const ProgressSink &progress, const NoteSink &note);

} // namespace taraf::work
