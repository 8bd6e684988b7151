#include "folder.h"
#include "taraf/base/path.h"
#include "taraf/collection/changes.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace taraf::collection {

std::optional<Stamp> stampOf(const std::string &path)
{
    struct stat there{};
    if (::stat(path.c_str(), &there) != 0 || !S_ISREG(there.st_mode)) return std::nullopt;
    return Stamp{static_cast<std::uint64_t>(there.st_size), modifiedAt(there)};
}

Result<Settled> settle(std::span<const FoundFile> unsettled, std::stop_token stop)
{
    Settled settled;
    if (unsettled.empty()) return settled;
    const auto last = std::ranges::max_element(unsettled, {}, &FoundFile::modified)->modified;
    const FileTime now = std::chrono::system_clock::now().time_since_epoch();
    // A file server's clock may run ahead of ours: never longer than this.
    const FileTime pause = std::clamp<FileTime>(last + kSettlingTime - now, FileTime{0}, kSettlingTime);
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    wake.wait_for(lock, stop, pause, [] { return false; });
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "the scan was stopped");

    for (const FoundFile &file : unsettled) {
        const auto stamp = stampOf(file.path);
        if (!stamp) continue;
        FoundFile latest = file;
        latest.size = stamp->size;
        latest.modified = stamp->modified;
        if (*stamp == Stamp{file.size, file.modified}) {
            settled.ready.push_back(std::move(latest));
        } else {
            settled.troubles.push_back({file.path, {ErrorCode::Busy, displayText(file.path) + " is still being written; the next scan will take it"}});
            settled.growing.push_back(std::move(latest));
        }
    }
    return settled;
}

} // namespace taraf::collection
