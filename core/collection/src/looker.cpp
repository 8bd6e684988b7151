#include "looker.h"

#include "rules.h"
#include "taraf/base/path.h"
#include "taraf/collection/walk.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <thread>
#include <utility>

namespace taraf::collection {
namespace {

constexpr std::size_t kMostLinks = 40;
/// Of folders, between two of which the waiting thread is woken: often enough to work beside the looking one.
constexpr std::size_t kOften = 32;
constexpr Milliseconds kTick{50};

std::atomic<std::size_t> leftBehind{0};

/// The path without its links, as far as it could be followed; `touch` is told each name before it is touched, and says whether it may be.
template<class Touch> std::string resolved(const Calls &calls, const std::string &path, const Touch &touch)
{
    std::string real = "/";
    std::string rest = path.substr(std::min<std::size_t>(path.size(), 1));
    std::array<char, PATH_MAX> target{};
    for (std::size_t links = 0; !rest.empty();) {
        const std::size_t slash = rest.find('/');
        const std::string name = rest.substr(0, slash);
        rest = slash == std::string::npos ? std::string() : rest.substr(slash + 1);
        if (name.empty() || name == ".") continue;
        if (name == "..") {
            real = parentPath(real);
            continue;
        }
        std::string next = below(real, name);
        if (!touch(next)) return next;
        const ssize_t length = calls.readLink(next, target.data(), target.size());
        if (length <= 0 || ++links > kMostLinks) {
            real = std::move(next);
            continue;
        }
        const std::string_view to(target.data(), static_cast<std::size_t>(length));
        if (to.starts_with('/')) real = "/";
        rest = std::string(to) + (rest.empty() ? "" : "/" + rest);
    }
    return real;
}

void list(const Calls &calls, const Folder &folder, const Entries &entries, Look::What what, Seen &seen, const std::atomic<bool> &isLeft)
{
    for (const Entry &entry : entries.all) {
        if (isLeft) return;
        const std::string_view name(entries.nameOf(entry), entry.length);
        if (isHidden(name)) continue;
        Child child{.type = entry.type, .modified = {}, .inode = {}};
        const bool isAudio = isAudioName(name);
        if (child.type == DT_REG && (!isAudio || what == Look::What::Names)) continue;
        if (child.type == DT_REG || child.type == DT_UNKNOWN) {
            struct stat there{};
            if (calls.stat(folder.descriptor(), entries.nameOf(entry), there, AT_SYMLINK_NOFOLLOW) != 0) {
                if (errno == ENOENT) continue; // it went between two looks
                child.error = errno;
            } else {
                child.type = S_ISREG(there.st_mode) ? DT_REG : S_ISDIR(there.st_mode) ? DT_DIR : S_ISLNK(there.st_mode) ? DT_LNK : DT_UNKNOWN;
                if (child.type == DT_REG && !isAudio) continue;
                child.size = static_cast<std::uint64_t>(there.st_size);
                child.modified = modifiedAt(there);
                child.inode = inodeOf(there);
            }
        }
        if (child.error == 0 && child.type != DT_REG && child.type != DT_DIR && child.type != DT_LNK) continue; // sockets, pipes, devices
        child.name = static_cast<std::uint32_t>(seen.names.size());
        child.length = entry.length;
        seen.names.append(name);
        seen.children.push_back(child);
    }
}

/// The blocking part, with no lock held. `isLeft` says whether the caller has given up: then nothing more is touched.
template<class Touch> void see(const Calls &calls, const Look &look, Entries &entries, const Touch &touch, const std::atomic<bool> &isLeft, Seen &seen)
{
    struct stat there{};
    if (look.what == Look::What::Root || look.what == Look::What::Target) {
        seen.real = resolved(calls, look.path, [&](const std::string &name) {
            if (look.silent && look.silent->hold(name)) seen.error = ETIMEDOUT;
            else touch(name);
            return seen.error == 0;
        });
        if (seen.error != 0 || isLeft) return;
    }
    Folder folder(calls);
    const bool isFolder = look.what != Look::What::Target && look.what != Look::What::Stamp;
    if (!isFolder) {
        if (calls.stat(AT_FDCWD, look.path.c_str(), there, 0) != 0) seen.error = errno;
    } else {
        seen.error = folder.open(look.path, look.links);
        if (seen.error != 0 || isLeft) return;
        if (calls.stat(folder.descriptor(), "", there, AT_EMPTY_PATH) != 0) seen.error = errno;
    }
    seen.inode = inodeOf(there);
    seen.mode = there.st_mode;
    seen.size = static_cast<std::uint64_t>(there.st_size);
    seen.modified = modifiedAt(there);
    if (seen.error != 0 || !isFolder || isLeft) return;
    if (look.what == Look::What::Root) {
        seen.volume = volumeOf(calls, folder.descriptor());
        return;
    }
    seen.watch = calls.entered(folder.descriptor());
    if (isLeft) return;
    seen.error = folder.read(entries, isLeft);
    if (seen.error != 0 || isLeft) return;
    seen.isEmpty = entries.all.empty();
    seen.hasNoMedia = std::ranges::any_of(entries.all, [&](const Entry &entry) { return entries.nameOf(entry) == kNoMedia; });
    if (!seen.hasNoMedia) list(calls, folder, entries, look.what, seen, isLeft);
}

} // namespace

bool SilentMounts::hold(std::string_view realPath) const { return std::ranges::contains(points, mountPointOf(realPath, table)); }

void Seen::clear()
{
    Seen fresh;
    fresh.names = std::move(names);
    fresh.children = std::move(children);
    fresh.names.clear();
    fresh.children.clear();
    *this = std::move(fresh);
}

std::size_t abandonedLooks() noexcept { return leftBehind.load(); }

/// Between the two threads. `looks` and `seen` belong to the looking thread from `done` on, before that to the other.
struct Looker::Desk {
    explicit Desk(std::shared_ptr<const Calls> with) : calls(std::move(with)) {}

    const std::shared_ptr<const Calls> calls;
    std::mutex mutex;
    std::condition_variable_any toLook;
    std::condition_variable_any toSee;
    std::vector<Look> looks;
    std::vector<Seen> seen;
    std::size_t done = 0;
    std::string reached;
    bool hasEnded = false;
    bool isCounted = false; ///< among those left behind
    std::atomic<bool> isLeft{false};
};

Looker::Looker(std::shared_ptr<const Calls> calls, Milliseconds patience) : m_calls(std::move(calls)), m_patience(std::max(patience, Milliseconds{1})) {}

Looker::~Looker() { leaveBehind(); }

void Looker::work(const std::shared_ptr<Desk> &desk)
{
    Entries entries;
    std::unique_lock lock(desk->mutex);
    while (true) {
        desk->toLook.wait(lock, [&] { return desk->isLeft || desk->done < desk->looks.size(); });
        if (desk->isLeft) break;
        const std::size_t index = desk->done;
        lock.unlock();
        Seen &seen = desk->seen[index]; // ours until it is done
        try {
            seen.clear();
            const auto touch = [&](const std::string &name) {
                const std::scoped_lock here(desk->mutex);
                desk->reached = name;
            };
            see(*desk->calls, desk->looks[index], entries, touch, desk->isLeft, seen);
        } catch (...) { // there is nothing but memory to run out of
            seen.error = ENOMEM;
        }
        lock.lock();
        if (desk->isLeft) break;
        desk->reached.clear();
        if (++desk->done == desk->looks.size() || desk->done % kOften == 0) desk->toSee.notify_one();
    }
    desk->hasEnded = true;
    if (desk->isCounted) --leftBehind;
    desk->toSee.notify_one();
}

/// Ends the looking thread, or leaves it where it is stuck.
void Looker::leaveBehind()
{
    if (!m_desk) return;
    const std::shared_ptr<Desk> desk = std::exchange(m_desk, {});
    std::unique_lock lock(desk->mutex);
    desk->isLeft = true;
    desk->toLook.notify_one();
    // A look that only takes its time is over by then.
    if (desk->toSee.wait_for(lock, kTick, [&] { return desk->hasEnded; })) {
        lock.unlock();
        m_thread.join();
        return;
    }
    desk->isCounted = true;
    ++leftBehind;
    m_thread.detach(); // a join would be as stuck; it holds the desk and nothing of ours but that
}

Looker::Report Looker::look(std::vector<Look> looks, const std::stop_token &stop, const Saw &saw)
{
    if (looks.empty()) return {};
    if (!m_desk) {
        auto desk = std::make_shared<Desk>(m_calls);
        m_thread = std::thread([desk] { work(desk); });
        m_desk = std::move(desk);
    }
    Desk &desk = *m_desk;
    const std::size_t count = looks.size();
    Report report;
    std::unique_lock lock(desk.mutex);
    if (desk.seen.size() < count) desk.seen.resize(count); // kept from batch to batch, with the memory they have
    desk.looks = std::move(looks);
    desk.done = 0;
    desk.toLook.notify_one();
    Milliseconds stuckFor{0};
    auto before = std::chrono::steady_clock::now();
    while (report.count < count) {
        if (desk.done == report.count) {
            const bool hasMore = desk.toSee.wait_for(lock, stop, std::min(kTick, m_patience), [&] { return desk.done == count || desk.done >= report.count + kOften; });
            if (!hasMore && !stop.stop_requested() && desk.done == report.count) {
                // Counted in ticks, so that a process that was halted, or a machine that slept, is not taken for a silent drive.
                const auto now = std::chrono::steady_clock::now();
                stuckFor += std::min(std::chrono::duration_cast<Milliseconds>(now - before), 2 * kTick);
                before = now;
                if (stuckFor < m_patience) continue;
                report.outcome = Outcome::Silent;
                report.reached = desk.reached;
                lock.unlock();
                report.stuck = m_desk;
                leaveBehind();
                return report;
            }
        }
        const std::size_t done = desk.done;
        lock.unlock();
        for (; report.count < done && !stop.stop_requested(); ++report.count) saw(report.count, desk.seen[report.count]);
        if (stop.stop_requested()) {
            report.outcome = Outcome::Stopped;
            leaveBehind();
            return report;
        }
        stuckFor = Milliseconds{0};
        before = std::chrono::steady_clock::now();
        lock.lock();
    }
    return report;
}

} // namespace taraf::collection
