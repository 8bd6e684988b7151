/// What each notice of the kernel means for the folders that are watched.
#include "taraf/base/path.h"
#include "taraf/collection/walk.h"
#include "watching.h"

#include <algorithm>

namespace taraf::collection {

void Watch::Watching::changed(const std::string &folder)
{
    m_last = Clock::now();
    if (!m_first) m_first = m_last;
    m_changed.insert(folder);
}

/// The kernel had more to tell than it keeps.
void Watch::Watching::everythingChanged()
{
    for (const std::string &root : m_roots) {
        if (m_absent.contains(root)) continue;
        changed(root);
        m_toWalk.insert(root);
    }
}

void Watch::Watching::mountsChanged()
{
    std::vector<Mount> now = currentMounts();
    std::ranges::sort(now);
    std::ranges::sort(m_mounts);
    std::vector<Mount> differing;
    std::ranges::set_symmetric_difference(m_mounts, now, std::back_inserter(differing));
    m_mounts = std::move(now);
    const auto lookAgain = [&](const std::string &folder) {
        changed(folder);
        m_toWalk.insert(folder);
    };
    for (const Mount &mount : differing) {
        // What lies over a folder is not what is watched there. A root that is not there is looked for anyway.
        if (m_folders.find(mount.point) != nullptr) lookAgain(mount.point);
        for (const std::string &root : m_roots) {
            if (isBelow(root, mount.point) && !m_absent.contains(root)) lookAgain(root);
        }
    }
}

void Watch::Watching::notice(const Notices::Notice &notice)
{
    if ((notice.mask & IN_Q_OVERFLOW) != 0) return everythingChanged();
    const std::string *const of = m_folders.pathOf(notice.watch);
    if (of == nullptr) return; // no longer ours
    const std::string folder = *of;
    if ((notice.mask & IN_IGNORED) != 0) return m_folders.removeWatch(notice.watch);
    if (notice.name.empty()) return noticeOfItself(folder, notice.mask);
    if (notice.name == kNoMedia) {
        if ((notice.mask & (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)) == 0) return;
        changed(folder);
        m_toWalk.insert(folder);
        return;
    }
    if (isHidden(notice.name) || m_folders.find(folder)->hasNoMedia) return;
    const std::string path = below(folder, notice.name);
    if (m_exclusions.match(path)) return;
    const bool isGone = (notice.mask & (IN_DELETE | IN_MOVED_FROM)) != 0;
    if ((notice.mask & IN_ISDIR) == 0 && isAudioName(notice.name)) noticeOfFile(folder, path, notice.mask);
    if ((notice.mask & IN_ISDIR) != 0 || m_folders.find(path) != nullptr) {
        changed(isGone ? folder : path);
        if (isGone) {
            const WatchedFolders::Folder *const gone = m_folders.find(path);
            if (gone != nullptr && gone->isLinked) m_toWalk.insert(folder); // another link may lead there
            m_folders.remove(path);
            m_toWalk.erase(path);
        } else {
            m_toWalk.insert(path);
        }
    } else if ((notice.mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
        m_maybeLinks.insert(path);
    }
}

/// Of a folder that is in another one of ours, that one tells.
void Watch::Watching::noticeOfItself(const std::string &folder, std::uint32_t mask)
{
    const bool isTop = isRoot(folder) || m_folders.find(parentPath(folder)) == nullptr || m_folders.find(folder)->isLinked;
    if ((mask & IN_UNMOUNT) == 0 && !isTop) return;
    changed(folder);
    m_toWalk.insert(folder);
}

void Watch::Watching::noticeOfFile(const std::string &folder, const std::string &path, std::uint32_t mask)
{
    changed(folder);
    if ((mask & IN_CREATE) != 0) m_written.insert(path);
    else if ((mask & IN_ATTRIB) == 0) m_written.erase(path);
}

} // namespace taraf::collection
