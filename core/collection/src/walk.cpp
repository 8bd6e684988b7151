#include "taraf/collection/walk.h"

#include "looker.h"
#include "mounts.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "walker.h"

#include <algorithm>
#include <cerrno>
#include <new>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace taraf::collection {
namespace {

/// Taken from the stack at once, so that the two threads seldom wait for each other.
constexpr std::size_t kBatch = 256;
/// A walk that was left waiting this often looks at nothing more: each costs the whole patience, and a thread.
constexpr std::size_t kMostSilent = 8;

struct InodeHash {
    std::size_t operator()(const Inode &inode) const noexcept { return std::hash<std::uint64_t>{}(inode.number * 0x9E3779B97F4A7C15ULL ^ inode.device); }
};

class Walker
{
public:
    Walker(const Means &means, const Exclusions &exclusions, const std::stop_token &stop, const ProgressSink &progress)
        : m_means(means), m_exclusions(exclusions), m_stop(stop), m_progress(progress), m_looker(means.calls, means.patience)
    {
        if (!means.silentMounts.empty()) m_silent = std::make_shared<const SilentMounts>(means.silentMounts, currentMounts());
    }

    Result<Walk> run(std::span<const std::string> roots);

private:
    /// A path, and where it really lies: at `reach`, as far as links were followed, and below that by the same names.
    struct Pending {
        std::string path;
        std::size_t root;
        std::size_t reach;
    };
    struct Reach {
        std::string path;
        std::string real;
    };

    /// Looks at all of them, in their order. What does not answer, and with it the rest of its mount, is unknown.
    template<class Saw> Result<> lookAt(std::vector<Pending> wanted, Look::What what, Folder::Links links, const Saw &saw);
    Result<> drain();
    Result<> follow(std::vector<Pending> links);
    void sawRoot(const Pending &where, Seen &seen);
    void sawFolder(const Pending &where, const Seen &seen);
    void sawFile(std::string path, std::uint64_t size, FileTime modified, const Inode &inode, std::size_t root);
    void trouble(const std::string &path, int error);
    void giveUpOn(const Pending &pending, Look::What what, const Looker::Report &report);
    void leaveOut(const Pending &pending, Look::What what);
    [[nodiscard]] std::string realPath(const Pending &pending) const;
    [[nodiscard]] bool isSilent(const Pending &pending) const;
    [[nodiscard]] std::size_t addReach(const std::string &path, const std::string &real);
    void tell(const std::string &folder);

    const Means &m_means;
    const Exclusions &m_exclusions;
    const std::stop_token &m_stop;
    const ProgressSink &m_progress;
    Looker m_looker;
    Walk m_walk;
    std::vector<Reach> m_reaches;
    std::vector<Pending> m_folders; ///< a stack
    std::vector<Pending> m_links;   ///< after everything that has a name of its own
    std::unordered_map<Inode, std::size_t, InodeHash> m_roots;
    std::unordered_set<Inode, InodeHash> m_visited;
    std::unordered_set<Inode, InodeHash> m_files; ///< only while links are followed
    std::vector<Inode> m_inodes;                  ///< of m_walk.files
    std::size_t m_remembered = 0;                 ///< of m_inodes, in m_files
    std::size_t m_told = 0;
    std::shared_ptr<const SilentMounts> m_silent; ///< none as long as all answer
    std::size_t m_timesSilent = 0;
    bool m_isFollowing = false; ///< links
};

void Walker::tell(const std::string &folder)
{
    if (!m_progress || ++m_told % 64 != 1) return;
    m_progress({.phase = "looking", .done = m_walk.files.size(), .total = 0, .item = folder});
}

void Walker::trouble(const std::string &path, int error)
{
    m_walk.troubles.push_back({path, {ErrorCode::Io, displayText(path) + " can't be looked at: " + describeErrno(error) + "; what is known there stays as it was"}});
    m_walk.unknown.push_back(path);
}

std::size_t Walker::addReach(const std::string &path, const std::string &real)
{
    m_reaches.push_back({path, real});
    return m_reaches.size() - 1;
}

std::string Walker::realPath(const Pending &pending) const
{
    if (pending.reach >= m_reaches.size()) return pending.path;
    const Reach &reach = m_reaches[pending.reach];
    return isBelow(pending.path, reach.path) ? below(reach.real, pending.path.substr(reach.path == "/" ? 1 : reach.path.size() + 1)) : reach.real;
}

bool Walker::isSilent(const Pending &pending) const { return m_timesSilent >= kMostSilent || (m_silent && m_silent->hold(realPath(pending))); }

void Walker::giveUpOn(const Pending &pending, Look::What what, const Looker::Report &report)
{
    ++m_timesSilent;
    m_walk.abandoned = true;
    SilentMounts silent{m_silent ? m_silent->points : std::vector<std::string>(), currentMounts()};
    const std::string mount = mountPointOf(report.reached.empty() ? realPath(pending) : report.reached, silent.table);
    silent.points.push_back(mount);
    m_silent = std::make_shared<const SilentMounts>(std::move(silent));
    if (m_means.silent) m_means.silent(mount, report.stuck);
    if (what == Look::What::Root) m_walk.roots[pending.root].state = RootState::Unreadable;
    m_walk.unknown.push_back(pending.path);
    m_walk.troubles.push_back({pending.path,
                               {ErrorCode::Timeout, displayText(pending.path) + " does not answer; what is known there and elsewhere on " + displayText(mount) +
                                                        " stays as it was. Check that drive or its network, and scan again"}});
}

void Walker::leaveOut(const Pending &pending, Look::What what)
{
    m_walk.unknown.push_back(pending.path);
    if (what != Look::What::Root) return;
    m_walk.roots[pending.root].state = RootState::Unreadable;
    m_walk.troubles.push_back(
        {pending.path, {ErrorCode::Timeout, displayText(pending.path) + " was not looked at, because its drive does not answer; scan again when it does"}});
}

template<class Saw> Result<> Walker::lookAt(std::vector<Pending> wanted, Look::What what, Folder::Links links, const Saw &saw)
{
    while (!wanted.empty()) {
        if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "the scan was stopped");
        std::erase_if(wanted, [&](const Pending &pending) {
            if (!isSilent(pending)) return false;
            leaveOut(pending, what);
            return true;
        });
        std::vector<Look> looks;
        looks.reserve(wanted.size());
        for (const Pending &pending : wanted) looks.push_back({what, links, pending.path, m_silent});
        const Looker::Report report = m_looker.look(std::move(looks), m_stop, [&](std::size_t index, Seen &seen) {
            if (seen.error == ETIMEDOUT && m_silent) leaveOut(wanted[index], what);
            else saw(wanted[index], seen);
        });
        if (report.outcome == Looker::Outcome::Stopped) return fail(ErrorCode::Cancelled, "the scan was stopped");
        if (report.outcome == Looker::Outcome::Done) return {};
        giveUpOn(wanted[report.count], what, report);
        wanted.erase(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(report.count) + 1);
    }
    return {};
}

void Walker::sawRoot(const Pending &where, Seen &seen)
{
    WalkedRoot &root = m_walk.roots[where.root];
    if (seen.error != 0) {
        const bool absent = seen.error == ENOENT || seen.error == ENOTDIR;
        root.state = absent ? RootState::Absent : RootState::Unreadable;
        m_walk.unknown.push_back(where.path);
        m_walk.troubles.push_back({where.path, absent ? Error{ErrorCode::NotFound, displayText(where.path) + " is not there; if it is on a drive, connect it and scan again"}
                                                      : Error{ErrorCode::Io, displayText(where.path) + " can't be looked at: " + describeErrno(seen.error)}});
        return;
    }
    m_reaches[where.reach].real = seen.real;
    if (!m_roots.try_emplace(seen.inode, where.root).second) {
        root.state = RootState::Duplicate;
    } else {
        root.state = RootState::Here;
        root.volume = std::move(seen.volume);
    }
}

void Walker::sawFolder(const Pending &where, const Seen &seen)
{
    // What was listed before an error is as unknown as the rest: half a folder must not pass for the whole.
    if (seen.error != 0) return trouble(where.path, seen.error);
    // A root below another one is walked as a root of its own, whoever comes first.
    if (const auto own = m_roots.find(seen.inode); own != m_roots.end() && own->second != where.root) return;
    if (!m_visited.insert(seen.inode).second) return;
    tell(where.path);
    if (m_means.entered) m_means.entered(where.path, m_isFollowing, seen);
    if (seen.isEmpty) {
        m_walk.emptyFolders.push_back(where.path);
        if (m_walk.roots[where.root].path == where.path) m_walk.roots[where.root].isEmpty = true;
    }
    for (const Child &child : seen.children) {
        std::string path = below(where.path, seen.nameOf(child));
        if (m_exclusions.match(path)) continue;
        if (child.error != 0) trouble(path, child.error);
        else if (child.type == DT_REG) sawFile(std::move(path), child.size, child.modified, child.inode, where.root);
        else (child.type == DT_DIR ? m_folders : m_links).push_back({std::move(path), where.root, where.reach});
    }
}

void Walker::sawFile(std::string path, std::uint64_t size, FileTime modified, const Inode &inode, std::size_t root)
{
    m_walk.files.push_back({std::move(path), size, modified, root});
    m_inodes.push_back(inode);
}

Result<> Walker::drain()
{
    while (!m_folders.empty()) {
        std::vector<Pending> next;
        for (; !m_folders.empty() && next.size() < kBatch; m_folders.pop_back()) next.push_back(std::move(m_folders.back()));
        auto looked = lookAt(std::move(next), m_means.look, Folder::Links::Refuse, [&](const Pending &where, const Seen &seen) { sawFolder(where, seen); });
        if (!looked) return looked;
    }
    return {};
}

Result<> Walker::follow(std::vector<Pending> links)
{
    // By name, not by the order of a directory: which of two links is the one followed must not change between scans.
    std::ranges::sort(links, {}, &Pending::path);
    std::vector<std::pair<Pending, Seen>> led;
    auto looked = lookAt(std::move(links), Look::What::Target, Folder::Links::Follow, [&](const Pending &link, Seen &seen) { led.emplace_back(link, std::move(seen)); });
    if (!looked) return looked;
    for (auto &[link, seen] : led) {
        if (seen.error != 0) {
            // A link to nothing holds no music. One that leads in a circle neither. Anything else could not be looked at.
            if (seen.error != ENOENT && seen.error != ENOTDIR && seen.error != ELOOP) trouble(link.path, seen.error);
        } else if (S_ISDIR(seen.mode) && !m_visited.contains(seen.inode)) {
            link.reach = addReach(link.path, seen.real);
            auto entered = lookAt({link}, m_means.look, Folder::Links::Follow, [&](const Pending &where, const Seen &inside) { sawFolder(where, inside); });
            if (!entered) return entered;
            if (auto done = drain(); !done) return done;
        } else if (S_ISREG(seen.mode) && isAudioName(fileName(link.path))) {
            // Caught up with here, so that a scan without such links pays nothing for them.
            for (; m_remembered < m_inodes.size(); ++m_remembered) m_files.insert(m_inodes[m_remembered]);
            if (m_files.insert(seen.inode).second) sawFile(link.path, seen.size, seen.modified, seen.inode, link.root);
        }
    }
    return {};
}

Result<Walk> Walker::run(std::span<const std::string> roots)
{
    std::vector<Pending> pending;
    for (const std::string &root : roots) {
        if (!root.starts_with('/')) return fail(ErrorCode::InvalidArgument, displayText(root) + " is no absolute path, as a root has to be");
        pending.push_back({root, pending.size(), addReach(root, root)});
        m_walk.roots.push_back({.path = root, .volume = {}});
    }
    auto rootsSeen = lookAt(pending, Look::What::Root, Folder::Links::Follow, [&](const Pending &where, Seen &seen) { sawRoot(where, seen); });
    if (!rootsSeen) return fail(std::move(rootsSeen).error());
    for (const Pending &root : pending) {
        if (m_walk.roots[root.root].state != RootState::Here) continue;
        auto entered = lookAt({root}, m_means.look, Folder::Links::Follow, [&](const Pending &where, const Seen &seen) { sawFolder(where, seen); });
        if (!entered) return fail(std::move(entered).error());
        if (auto done = drain(); !done) return fail(std::move(done).error());
    }
    m_isFollowing = true;
    while (!m_links.empty()) {
        if (auto done = follow(std::exchange(m_links, {})); !done) return fail(std::move(done).error());
    }
    std::ranges::sort(m_walk.files, {}, &FoundFile::path);
    std::ranges::sort(m_walk.unknown);
    m_walk.unknown.erase(std::ranges::unique(m_walk.unknown).begin(), m_walk.unknown.end());
    std::ranges::sort(m_walk.emptyFolders);
    return std::move(m_walk);
}

} // namespace

Result<Walk> walkWith(const Means &means, std::span<const std::string> roots, const Exclusions &exclusions, const std::stop_token &stop, const ProgressSink &progress)
{
    return Walker(means, exclusions, stop, progress).run(roots);
}

Result<Walk> walk(std::span<const std::string> roots, const WalkOptions &options, std::stop_token stop, const ProgressSink &progress)
{
    try {
        const auto exclusions = Exclusions::from(options.exclude);
        if (!exclusions) return fail(exclusions.error());
        Means means;
        means.patience = options.patience;
        return walkWith(means, roots, *exclusions, stop, progress);
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, "out of memory");
    } catch (const std::system_error &wrong) {
        return fail(ErrorCode::OutOfMemory, std::string("no thread could be started to look at folders (") + wrong.what() + "); end some programs and try again");
    }
}

} // namespace taraf::collection
