#include "taraf/work/rescan.h"

#include "scan.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace taraf::work {
namespace {

/// One rescan of a library at a time: held while this lives, and let go by the kernel if we are killed.
class RescanLock
{
public:
    static Result<RescanLock> take(const std::string &path)
    {
        RescanLock lock;
        lock.m_fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock.m_fd < 0) return fail(ErrorCode::Io, displayText(path) + " can't be written: " + describeErrno(errno));
        if (::flock(lock.m_fd, LOCK_EX | LOCK_NB) != 0) {
            return fail(ErrorCode::Busy, "another rescan of this library is under way; wait for it to end");
        }
        return lock;
    }
    RescanLock(RescanLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    RescanLock &operator=(RescanLock &&) = delete;
    ~RescanLock()
    {
        if (m_fd >= 0) ::close(m_fd);
    }

private:
    RescanLock() = default;
    int m_fd = -1;
};

bool isBelow(std::string_view path, std::string_view folder)
{
    return path == folder || folder == "/" || (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

/// The roots to walk: those asked for (new ones are remembered), or all. A folder below a known root means that root.
Result<std::vector<store::Root>> chooseRoots(Scan &scan)
{
    auto known = scan.library.roots();
    if (!known) return known;
    if (scan.options.folders.empty()) {
        if (known->empty()) return fail(ErrorCode::NotFound, "no folder has been scanned yet; name the one your music is in: taraf rescan ~/Music");
        return known;
    }
    for (const std::string &folder : scan.options.folders) {
        struct stat there{};
        if (::stat(folder.c_str(), &there) != 0) {
            // A known root that is not there is an unplugged drive, which the walk reports; a new one is a mistake.
            if (std::ranges::contains(*known, folder, &store::Root::path)) continue;
            return fail(ErrorCode::NotFound, displayText(folder) + " can't be scanned: " + describeErrno(errno));
        }
        if (!S_ISDIR(there.st_mode)) return fail(ErrorCode::InvalidArgument, displayText(folder) + " is no folder; name the folder it lies in");
    }
    std::vector<std::string> wanted;
    for (const std::string &folder : scan.options.folders) {
        const auto above = std::ranges::find_if(*known, [&](const store::Root &root) { return isBelow(folder, root.path); });
        if (above != known->end()) {
            if (above->path != folder) scan.note(displayText(folder) + " lies in " + displayText(above->path) + ", which is scanned as a whole");
            wanted.push_back(above->path);
            continue;
        }
        if (auto added = scan.library.addRoot(folder, scan.now); !added) return fail(std::move(added).error());
        wanted.push_back(folder);
    }
    known = scan.library.roots();
    if (!known) return known;
    // Roots below a wanted one are walked with it, each for itself.
    std::erase_if(*known, [&](const store::Root &root) {
        return std::ranges::none_of(wanted, [&](const std::string &folder) { return isBelow(root.path, folder); });
    });
    return known;
}

analysis::Device deviceOf(Device device)
{
    switch (device) {
    case Device::Auto: return analysis::Device::Auto;
    case Device::Cpu: return analysis::Device::Cpu;
    case Device::Cuda: return analysis::Device::Cuda;
    }
    return analysis::Device::Auto;
}

} // namespace

Result<RescanResult> rescan(const Home &home, const RescanOptions &options, const std::stop_token &stop, const ProgressSink &progress,
                            const NoteSink &note)
{
    const auto begun = std::chrono::steady_clock::now();
    // A device that was asked for and is not there is said before anything is changed.
    std::optional<analysis::Analyser> analyser;
    if (options.listening == Listening::Yes) {
        auto made = analysis::Analyser::make(deviceOf(options.device));
        if (!made) return fail(std::move(made).error());
        analyser.emplace(std::move(*made));
    }
    if (auto made = makeFolder(home.data); !made) return fail(std::move(made).error());
    auto lock = RescanLock::take(home.rescanLock());
    if (!lock) return fail(std::move(lock).error());
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());

    const NoteSink heard = note ? note : NoteSink([](const std::string &) {});
    Scan scan{.home = home, .options = options, .stop = stop, .progress = progress, .note = heard, .library = *library, .result = {}};
    scan.now = std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch());
    scan.jobs = options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());

    const auto roots = chooseRoots(scan);
    if (!roots) return fail(roots.error());
    if (auto done = readPhase(scan, *roots); !done) return fail(std::move(done).error());
    if (analyser) {
        if (auto done = listenPhase(scan, *analyser); !done) return fail(std::move(done).error());
        if (auto done = indexPhase(scan); !done) return fail(std::move(done).error());
    }
    scan.result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return std::move(scan.result);
}

} // namespace taraf::work
