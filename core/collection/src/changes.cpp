#include "taraf/collection/changes.h"

#include "rules.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace taraf::collection {
namespace {

/// Fewer files than this may all go at once.
constexpr std::size_t kFewFiles = 20;
constexpr std::size_t kNoRoot = SIZE_MAX;

/// The path itself and then each folder above it, to the first that `holds`; empty if none does.
template<class Predicate> std::string_view firstUpwards(std::string_view path, const Predicate &holds)
{
    while (true) {
        if (holds(path)) return path;
        const std::size_t slash = path.rfind('/');
        if (slash == std::string_view::npos || path == "/") return {};
        path = slash == 0 ? std::string_view("/") : path.substr(0, slash);
    }
}

struct Tally {
    std::size_t known = 0;
    std::size_t vanished = 0;
    std::size_t relocated = 0; ///< of the vanished: a new file has its size and time
    std::size_t added = 0;
};

class Comparison
{
public:
    Comparison(std::span<const KnownFile> known, std::span<const KnownRoot> roots, const Walk &walk, FileTime now)
        : m_known(known), m_roots(roots), m_walk(walk), m_now(now), m_tallies(roots.size())
    {}

    Changes run();

private:
    [[nodiscard]] std::size_t rootOf(std::string_view path) const;
    void sortFound();
    void sortLost();
    void judge(std::size_t root);
    void setAsideEmptyFolders();
    [[nodiscard]] bool isUnsettled(const FoundFile &file) const
    {
        return file.modified > m_now - kSettlingTime && file.modified <= m_now + kSettlingTime;
    }
    void distrust(RootVerdict &verdict, Verdict why, const std::string &path, ErrorCode code, const std::string &message)
    {
        verdict.verdict = why;
        m_changes.troubles.push_back({path, {code, message}});
    }

    std::span<const KnownFile> m_known;
    std::span<const KnownRoot> m_roots;
    const Walk &m_walk;
    FileTime m_now;
    Changes m_changes;
    std::vector<Tally> m_tallies;
    std::vector<std::pair<const KnownFile *, std::size_t>> m_lost; ///< not found, not flagged before, not unknown; and the root
};

/// The innermost walked root.
std::size_t Comparison::rootOf(std::string_view path) const
{
    std::size_t best = kNoRoot;
    for (std::size_t i = 0; i < m_walk.roots.size(); ++i) {
        const std::string &root = m_walk.roots[i].path;
        if (isBelow(path, root) && (best == kNoRoot || root.size() > m_walk.roots[best].path.size())) best = i;
    }
    return best;
}

void Comparison::sortFound()
{
    std::unordered_map<std::string_view, const KnownFile *> known;
    known.reserve(m_known.size());
    for (const KnownFile &file : m_known) known.emplace(file.path, &file);

    std::unordered_set<const KnownFile *> found;
    found.reserve(m_known.size());
    for (const FoundFile &file : m_walk.files) {
        const auto before = known.find(file.path);
        if (before == known.end()) {
            ++m_tallies[file.root].added;
            (isUnsettled(file) ? m_changes.unsettled : m_changes.added).push_back(file);
            continue;
        }
        const KnownFile &was = *before->second;
        found.insert(&was);
        if (was.size == file.size && was.modified == file.modified) (was.isMissing ? m_changes.returned : m_changes.unchanged).push_back(was.file);
        else if (isUnsettled(file)) m_changes.unsettled.push_back(file);
        else m_changes.changed.push_back({was.file, file});
    }

    const std::unordered_set<std::string_view> unknown(m_walk.unknown.begin(), m_walk.unknown.end());
    for (const KnownFile &file : m_known) {
        const std::size_t root = rootOf(file.path);
        if (root == kNoRoot) {
            m_changes.unknown.push_back(file.file);
            continue;
        }
        if (!file.isMissing) ++m_tallies[root].known;
        if (found.contains(&file)) continue;
        const bool unseen = !unknown.empty() && !firstUpwards(file.path, [&](std::string_view part) { return unknown.contains(part); }).empty();
        if (unseen) m_changes.unknown.push_back(file.file);
        else if (!file.isMissing) m_lost.emplace_back(&file, root);
    }
}

/// What was lost may only have another name now.
void Comparison::sortLost()
{
    std::map<std::pair<std::uint64_t, FileTime>, std::size_t> appeared;
    for (const FoundFile &file : m_changes.added) ++appeared[{file.size, file.modified}];
    for (const auto &[file, root] : m_lost) {
        ++m_tallies[root].vanished;
        const auto twin = appeared.find({file->size, file->modified});
        if (twin == appeared.end() || twin->second == 0) continue;
        --twin->second;
        ++m_tallies[root].relocated;
    }
}

void Comparison::judge(std::size_t index)
{
    const WalkedRoot &root = m_walk.roots[index];
    const Tally &tally = m_tallies[index];
    RootVerdict &verdict = m_changes.roots[index];
    verdict.known = tally.known;
    verdict.vanished = tally.vanished;
    const std::string name = displayText(root.path);
    const std::string left = "; its " + std::to_string(tally.known) + " files stay as they were";
    if (root.state == RootState::Absent || root.state == RootState::Unreadable) {
        verdict.verdict = Verdict::Gone; // the walk has said so
        return;
    }
    if (root.state == RootState::Duplicate) return; // the same folder was walked under its other name
    if (m_roots[index].believe) {
        verdict.volume = root.volume;
        return;
    }
    if (root.isEmpty && tally.known > 0) {
        return distrust(verdict, Verdict::Gone, root.path, ErrorCode::NotFound,
                        name + " is empty, as if its drive were not mounted" + left + ". If you emptied it yourself: taraf rescan --vanished-is-gone");
    }
    const std::string &before = m_roots[index].volume;
    const std::size_t there = tally.known - tally.vanished + tally.relocated;
    if (!before.empty() && before != root.volume && there * 2 < tally.known) {
        return distrust(verdict, Verdict::Gone, root.path, ErrorCode::NotFound,
                        name + " lies on another drive than before, without most of its files" + left + ". Mount the drive it was on, and scan again");
    }
    const std::size_t elsewhere = std::max(tally.relocated, std::min(tally.vanished, tally.added));
    const std::size_t lost = tally.vanished - elsewhere;
    if (lost > kFewFiles && lost * 2 > tally.known) {
        return distrust(verdict, Verdict::Emptied, root.path, ErrorCode::NotFound,
                        std::to_string(lost) + " of the " + std::to_string(tally.known) + " files below " + name +
                            " vanished at once; nothing was flagged. If you removed them yourself: taraf rescan --vanished-is-gone");
    }
    verdict.volume = root.volume;
}

/// A drive mounted inside a root leaves an empty folder when it goes.
void Comparison::setAsideEmptyFolders()
{
    if (m_walk.emptyFolders.empty()) return;
    const std::unordered_set<std::string_view> empty(m_walk.emptyFolders.begin(), m_walk.emptyFolders.end());
    std::map<std::string_view, std::size_t> inSubfolders;
    std::vector<std::string_view> above(m_lost.size());
    for (std::size_t i = 0; i < m_lost.size(); ++i) {
        if (m_roots[m_lost[i].second].believe) continue;
        const std::string_view path = m_lost[i].first->path;
        above[i] = firstUpwards(parentPath(path), [&](std::string_view part) { return empty.contains(part); });
        if (!above[i].empty() && parentPath(path) != above[i]) ++inSubfolders[above[i]];
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_lost.size(); ++i) {
        const auto folder = inSubfolders.find(above[i]);
        if (folder != inSubfolders.end() && folder->second > kFewFiles) m_changes.unknown.push_back(m_lost[i].first->file);
        else m_lost[kept++] = m_lost[i];
    }
    m_lost.resize(kept);
    for (const auto &[folder, files] : inSubfolders) {
        if (files <= kFewFiles) continue;
        m_changes.troubles.push_back({std::string(folder),
                                      {ErrorCode::NotFound, displayText(folder) + " is empty, as if its drive were not mounted; the " + std::to_string(files) +
                                                                " files below it stay as they were. If you emptied it yourself, remove the folder too"}});
    }
}

Changes Comparison::run()
{
    m_changes.roots.resize(m_roots.size());
    sortFound();
    setAsideEmptyFolders();
    sortLost();
    for (std::size_t root = 0; root < m_roots.size(); ++root) judge(root);
    for (const auto &[file, root] : m_lost) {
        (m_changes.roots[root].verdict == Verdict::Trusted ? m_changes.missing : m_changes.unknown).push_back(file->file);
    }
    return std::move(m_changes);
}

} // namespace

Result<Changes> compare(std::span<const KnownFile> known, std::span<const KnownRoot> roots, const Walk &walk, FileTime now)
{
    if (roots.size() != walk.roots.size()) return fail(ErrorCode::InvalidArgument, "other roots were walked than are compared");
    return Comparison(known, roots, walk, now).run();
}

} // namespace taraf::collection
