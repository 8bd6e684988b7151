#include "watched.h"

namespace taraf::collection {

void WatchedFolders::add(const std::string &path, const Folder &folder)
{
    if (folder.watch >= 0) {
        const auto other = m_byWatch.find(folder.watch);
        if (other != m_byWatch.end() && other->second->first != path) {
            // The same folder under two names: its own before that of a link, as the walk has it, and of links the first by name. Of two of its
            // own the later one: the other may have gone by now.
            if (folder.isLinked && (!other->second->second.isLinked || other->second->first < path)) return;
            m_all.erase(other->second);
            m_byWatch.erase(other);
        }
    }
    const auto before = m_all.find(path);
    if (before != m_all.end() && before->second.watch != folder.watch) erase(before);
    const auto [at, isNew] = m_all.insert_or_assign(path, folder);
    if (folder.watch >= 0) m_byWatch.insert_or_assign(folder.watch, at);
    else if (isNew) ++m_polled;
}

WatchedFolders::All::iterator WatchedFolders::erase(All::iterator folder)
{
    if (folder->second.watch < 0) {
        --m_polled;
    } else {
        m_notices->remove(folder->second.watch);
        m_byWatch.erase(folder->second.watch);
    }
    return m_all.erase(folder);
}

void WatchedFolders::remove(std::string_view path) { removeUnlessEntered(path, 0); }

void WatchedFolders::removeUnlessEntered(std::string_view path, std::uint32_t walk)
{
    const auto visit = [&](All::iterator folder) { return folder->second.walk == walk ? std::next(folder) : erase(folder); };
    if (const auto itself = m_all.find(path); itself != m_all.end()) visit(itself);
    const std::string inside = path == "/" ? "/" : std::string(path) + "/";
    for (auto folder = m_all.lower_bound(inside); folder != m_all.end() && folder->first.starts_with(inside);) folder = visit(folder);
}

void WatchedFolders::removeWatch(int watch)
{
    const auto folder = m_byWatch.find(watch);
    if (folder == m_byWatch.end()) return;
    m_all.erase(folder->second);
    m_byWatch.erase(folder);
}

const WatchedFolders::Folder *WatchedFolders::find(std::string_view path) const
{
    const auto folder = m_all.find(path);
    return folder == m_all.end() ? nullptr : &folder->second;
}

const std::string *WatchedFolders::pathOf(int watch) const
{
    const auto folder = m_byWatch.find(watch);
    return folder == m_byWatch.end() ? nullptr : &folder->second->first;
}

} // namespace taraf::collection
