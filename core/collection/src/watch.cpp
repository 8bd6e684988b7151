#include "taraf/collection/watch.h"

#include "taraf/base/path.h"
#include "watching.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace taraf::collection {
namespace {

constexpr Milliseconds kFresh{2'000}; ///< a modification time this young may stay the same through another change: some drives count in 2 s

FileTime systemNow() { return std::chrono::time_point_cast<FileTime>(std::chrono::system_clock::now()).time_since_epoch(); }

/// Those that are not below another one.
std::vector<std::string> topmost(const std::set<std::string, std::less<>> &paths)
{
    std::vector<std::string> top;
    for (const std::string &path : paths) {
        bool isInside = false;
        for (std::string_view above = path; !isInside && above.size() > 1;) isInside = paths.contains(above = parentPath(above));
        if (!isInside) top.push_back(path);
    }
    return top;
}

/// A descriptor that becomes readable when a stop is asked for.
class Wake
{
public:
    explicit Wake(const std::stop_token &stop) : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { m_onStop.emplace(stop, Ring{m_descriptor}); }
    Wake(const Wake &) = delete;
    Wake &operator=(const Wake &) = delete;
    ~Wake()
    {
        m_onStop.reset();
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }

private:
    struct Ring {
        int descriptor;
        void operator()() const noexcept { ::eventfd_write(descriptor, 1); }
    };
    int m_descriptor;
    std::optional<std::stop_callback<Ring>> m_onStop;
};

Error outOfMemory() { return {ErrorCode::OutOfMemory, "out of memory while watching folders"}; }

} // namespace

Watch::Watching::Watching(std::span<const std::string> roots, WatchOptions options, Exclusions exclusions, NoteSink notes)
    : m_roots(roots.begin(), roots.end()), m_options(std::move(options)), m_exclusions(std::move(exclusions)), m_notes(std::move(notes)),
      m_notices(std::make_shared<const Notices>(m_options.pollOnly ? Notices::Mode::Poll : Notices::Mode::Notify)), m_folders(m_notices),
      m_looker(m_notices, m_options.patience), m_mountTable(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)), m_mounts(currentMounts())
{}

Watch::Watching::~Watching()
{
    if (m_mountTable >= 0) ::close(m_mountTable);
}

void Watch::Watching::note(const std::string &text) const
{
    if (m_notes) m_notes(text);
}

bool Watch::Watching::isRoot(std::string_view path) const { return std::ranges::contains(m_roots, path); }

Result<> Watch::Watching::start(const std::stop_token &stop)
{
    m_nextPoll = Clock::now() + m_options.pollEvery;
    return walk(m_roots, false, stop);
}

void Watch::Watching::silent(const std::string &mountPoint, const std::shared_ptr<const void> &stuck)
{
    m_silent.emplace_back(mountPoint, stuck);
    note(displayText(mountPoint) + " does not answer: what happens there is not noticed until it does. Check that drive or its network");
}

/// Where a thread is still stuck, no other is sent.
std::vector<std::string> Watch::Watching::silentMounts()
{
    std::erase_if(m_silent, [](const auto &mount) { return mount.second.use_count() <= 1; });
    std::vector<std::string> points;
    for (const auto &[point, stuck] : m_silent) points.push_back(point);
    return points;
}

Result<> Watch::Watching::walk(const std::vector<std::string> &folders, bool areLinks, const std::stop_token &stop)
{
    if (folders.empty()) return {};
    ++m_walk;
    Means means;
    means.calls = m_notices;
    means.patience = m_options.patience;
    means.look = Look::What::Names;
    means.entered = [&](const std::string &path, bool isLinked, const Seen &seen) { enter(path, isLinked || areLinks, seen); };
    means.silent = [&](const std::string &point, const std::shared_ptr<const void> &stuck) { silent(point, stuck); };
    means.silentMounts = silentMounts();
    const auto walked = walkWith(means, folders, m_exclusions, stop, {});
    if (!walked) return fail(walked.error());
    for (const std::string &folder : folders) m_folders.removeUnlessEntered(folder, m_walk);
    for (const WalkedRoot &folder : walked->roots) {
        if (isRoot(folder.path) && (folder.state == RootState::Absent || folder.state == RootState::Unreadable)) m_absent.insert(folder.path);
    }
    // What did not answer is tried again. What may not be read is told of by the kernel when it may.
    const bool hasSilent = std::ranges::any_of(walked->troubles, [](const Trouble &trouble) { return trouble.error.code == ErrorCode::Timeout; });
    if (hasSilent || !means.silentMounts.empty()) m_absent.insert(walked->unknown.begin(), walked->unknown.end());
    return {};
}

void Watch::Watching::enter(const std::string &path, bool isLinked, const Seen &seen)
{
    const bool isFresh = seen.modified > systemNow() - kFresh;
    if (seen.watch == kForeign) {
        const WatchedFolders::Folder *above = m_folders.find(parentPath(path));
        if (above == nullptr || above->watch != kForeign) {
            note(displayText(path) + " is on a network or FUSE drive, where not every change is told: it is looked at every " +
                 std::to_string(std::chrono::ceil<std::chrono::seconds>(m_options.pollEvery).count()) + " s instead");
        }
    } else if (seen.watch < 0 && !m_options.pollOnly && !std::exchange(m_hasSaidRefused, true)) {
        note(displayText(path) + " and maybe more can't be watched: the limit of the system is reached. They are looked at every " +
             std::to_string(std::chrono::ceil<std::chrono::seconds>(m_options.pollEvery).count()) +
             " s instead; a larger fs.inotify.max_user_watches (sysctl) changes that");
    }
    m_folders.add(path, {.watch = seen.watch, .isLinked = isLinked, .hasNoMedia = seen.hasNoMedia, .walk = m_walk,
                         .modified = isFresh ? FileTime{0} : seen.modified});
}

Result<> Watch::Watching::look(std::vector<std::string> paths, Look::What what, const std::stop_token &stop,
                               const std::function<void(const std::string &, const Seen &)> &saw)
{
    while (!paths.empty()) {
        std::shared_ptr<const SilentMounts> silentOnes;
        if (auto points = silentMounts(); !points.empty()) {
            silentOnes = std::make_shared<const SilentMounts>(std::move(points), currentMounts());
            std::erase_if(paths, [&](const std::string &path) { return silentOnes->hold(path); });
        }
        std::vector<Look> looks;
        for (const std::string &path : paths) looks.push_back({what, Folder::Links::Follow, path, silentOnes});
        const Looker::Report report = m_looker.look(std::move(looks), stop, [&](std::size_t index, Seen &seen) { saw(paths[index], seen); });
        if (report.outcome == Looker::Outcome::Stopped) return fail(ErrorCode::Cancelled, "the watch was stopped");
        if (report.outcome == Looker::Outcome::Done) return {};
        const std::string &there = report.reached.empty() ? paths[report.count] : report.reached;
        silent(mountPointOf(there, currentMounts()), report.stuck);
        paths.erase(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(report.count) + 1);
    }
    return {};
}

Result<> Watch::Watching::walkNew(const std::stop_token &stop)
{
    if (!m_maybeLinks.empty()) {
        std::vector<std::string> links;
        auto looked = look({m_maybeLinks.begin(), m_maybeLinks.end()}, Look::What::Target, stop, [&](const std::string &path, const Seen &seen) {
            if (seen.error == 0 && S_ISDIR(seen.mode)) links.push_back(path);
        });
        if (!looked) return looked;
        for (const std::string &link : links) changed(link);
        if (auto walked = walk(links, true, stop); !walked) return walked;
        m_maybeLinks.clear();
    }
    if (auto walked = walk(topmost(m_toWalk), false, stop); !walked) return walked;
    m_toWalk.clear();
    return {};
}

Result<> Watch::Watching::lookForAbsent(const std::stop_token &stop)
{
    if (m_absent.empty()) return {};
    const Paths absent = std::exchange(m_absent, {});
    auto walked = walk({absent.begin(), absent.end()}, false, stop);
    if (!walked) {
        m_absent.insert(absent.begin(), absent.end());
        return walked;
    }
    for (const std::string &path : absent) {
        if (m_folders.find(path) != nullptr) changed(path);
    }
    return {};
}

Result<> Watch::Watching::poll(const std::stop_token &stop)
{
    std::vector<std::string> paths;
    for (const auto &[path, folder] : m_folders.all()) {
        if (folder.watch < 0) paths.push_back(path);
    }
    auto looked = look(std::move(paths), Look::What::Stamp, stop, [&](const std::string &path, const Seen &seen) {
        const WatchedFolders::Folder *folder = m_folders.find(path);
        if (folder == nullptr || (seen.error == 0 && seen.modified == folder->modified)) return;
        if (seen.error == 0 || isRoot(path)) changed(path);
        m_toWalk.insert(path);
    });
    if (!looked) return looked;
    if (auto found = lookForAbsent(stop); !found) return found;
    m_nextPoll = Clock::now() + m_options.pollEvery;
    return {};
}

/// Of the files that appeared and were not closed: has one been written to of late?
Result<bool> Watch::Watching::isBeingWritten(const std::stop_token &stop)
{
    bool isWritten = false;
    const FileTime now = systemNow();
    auto looked = look({m_written.begin(), m_written.end()}, Look::What::Stamp, stop, [&](const std::string &, const Seen &seen) {
        isWritten = isWritten || (seen.error == 0 && seen.modified > now - m_options.quiet && seen.modified <= now + m_options.quiet);
    });
    if (!looked) return fail(std::move(looked).error());
    return isWritten;
}

std::vector<std::string> Watch::Watching::told()
{
    std::vector<std::string> folders = topmost(m_changed);
    m_changed.clear();
    m_written.clear();
    m_first.reset();
    return folders;
}

void Watch::Watching::wait(std::optional<Clock::time_point> until, int wake)
{
    // Rounded up, so that it isn't woken a moment too early and over again.
    const auto left = until ? std::chrono::ceil<Milliseconds>(*until - Clock::now()).count() : -1;
    std::array<pollfd, 3> all{{{wake, POLLIN, 0}, {m_notices->descriptor(), POLLIN, 0}, {m_mountTable, POLLPRI, 0}}};
    const int ready = ::poll(all.data(), all.size(), until ? static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000)) : -1);
    if (ready > 0 && (all[2].revents & (POLLPRI | POLLERR)) != 0) m_mountsMayDiffer = true;
}

Result<std::vector<std::string>> Watch::Watching::next(const std::stop_token &stop)
{
    const Wake wake(stop);
    if (wake.descriptor() < 0) return fail(ErrorCode::Io, "no descriptor can be had for watching folders; close some programs, or raise the limit of open files");
    while (true) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "the watch was stopped");
        m_notices->take([&](const Notices::Notice &told) { notice(told); });
        if (std::exchange(m_mountsMayDiffer, false)) {
            mountsChanged();
            if (auto found = lookForAbsent(stop); !found) return fail(std::move(found).error());
        }
        if (auto walked = walkNew(stop); !walked) return fail(std::move(walked).error());
        if (hasToPoll() && Clock::now() >= m_nextPoll) {
            if (auto polled = poll(stop); !polled) return fail(std::move(polled).error());
            if (auto walked = walkNew(stop); !walked) return fail(std::move(walked).error());
        }
        std::optional<Clock::time_point> until;
        if (m_first) {
            const auto latest = *m_first + m_options.longest;
            until = std::min(m_last + m_options.quiet, latest);
            if (const auto now = Clock::now(); now >= *until) {
                if (now >= latest) return told();
                const auto isWritten = isBeingWritten(stop);
                if (!isWritten) return fail(isWritten.error());
                if (!*isWritten) return told();
                m_last = now;
                continue;
            }
        }
        if (hasToPoll() && (!until || m_nextPoll < *until)) until = m_nextPoll;
        wait(until, wake.descriptor());
    }
}

Watch::Watch(std::unique_ptr<Watching> watching) noexcept : m_watching(std::move(watching)) {}
Watch::Watch(Watch &&) noexcept = default;
Watch &Watch::operator=(Watch &&) noexcept = default;
Watch::~Watch() = default;

Result<Watch> Watch::start(std::span<const std::string> roots, WatchOptions options, std::stop_token stop, NoteSink notes)
{
    try {
        auto exclusions = Exclusions::from(options.exclude);
        if (!exclusions) return fail(std::move(exclusions).error());
        auto watching = std::make_unique<Watching>(roots, std::move(options), *std::move(exclusions), std::move(notes));
        if (auto started = watching->start(stop); !started) return fail(std::move(started).error());
        return Watch(std::move(watching));
    } catch (const std::bad_alloc &) {
        return fail(outOfMemory());
    } catch (const std::system_error &) {
        return fail(outOfMemory());
    }
}

Result<std::vector<std::string>> Watch::next(std::stop_token stop)
{
    try {
        return m_watching->next(stop);
    } catch (const std::bad_alloc &) {
        return fail(outOfMemory());
    } catch (const std::system_error &) {
        return fail(outOfMemory());
    }
}

std::size_t Watch::folders() const noexcept { return m_watching->folders().all().size(); }
std::size_t Watch::polled() const noexcept { return m_watching->folders().polled(); }

} // namespace taraf::collection
