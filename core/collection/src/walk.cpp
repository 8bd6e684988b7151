#include "taraf/collection/walk.h"

#include "folder.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <new>
#include <regex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace taraf::collection {
namespace {

constexpr std::array<std::string_view, 23> kEndings{"mp3", "flac", "ogg", "oga", "opus", "spx", "m4a", "m4b", "mp4", "aac", "wav", "aif", "aiff",
                                                    "aifc", "wv", "ape", "mpc", "mp+", "wma", "asf", "dsf", "dff", "tta"};

struct InodeHash {
    std::size_t operator()(const Inode &inode) const noexcept { return std::hash<std::uint64_t>{}(inode.number * 0x9E3779B97F4A7C15ULL ^ inode.device); }
};

std::string below(const std::string &folder, const std::string &name) { return folder == "/" ? "/" + name : folder + "/" + name; }

class Walker
{
public:
    Walker(std::stop_token stop, const ProgressSink &progress) : m_stop(std::move(stop)), m_progress(progress) {}

    Result<> exclude(const std::vector<std::string> &expressions);
    Result<Walk> run(std::span<const std::string> roots);

private:
    struct Pending {
        std::string path;
        std::size_t root;
    };

    void lookAtRoot(const std::string &path);
    Result<> drain();
    void lookInto(const Pending &folder, Folder::Links links);
    void lookAt(const Folder &folder, const Pending &where, const Entry &entry);
    void followLink(const Pending &link);
    void add(const std::string &path, const struct stat &there, std::size_t root);
    void trouble(const std::string &path, int error);
    [[nodiscard]] bool isExcluded(const std::string &path) const;
    void tell(const std::string &folder);

    std::stop_token m_stop;
    const ProgressSink &m_progress;
    std::vector<std::regex> m_exclude;
    Walk m_walk;
    std::vector<Pending> m_folders; ///< a stack
    std::vector<Pending> m_links;   ///< after everything that has a name of its own
    std::unordered_map<Inode, std::size_t, InodeHash> m_roots;
    std::unordered_set<Inode, InodeHash> m_visited;
    std::unordered_set<Inode, InodeHash> m_files; ///< only while links are followed
    std::vector<Inode> m_inodes;                  ///< of m_walk.files
    std::size_t m_remembered = 0;                 ///< of m_inodes, in m_files
    std::size_t m_told = 0;
};

Result<> Walker::exclude(const std::vector<std::string> &expressions)
{
    for (const std::string &expression : expressions) {
        try {
            m_exclude.emplace_back(expression, std::regex::ECMAScript | std::regex::icase | std::regex::optimize);
        } catch (const std::regex_error &wrong) {
            return fail(ErrorCode::InvalidArgument, "'" + expression + "' is no regular expression: " + wrong.what());
        }
    }
    return {};
}

bool Walker::isExcluded(const std::string &path) const
{
    return std::ranges::any_of(m_exclude, [&](const std::regex &expression) {
        try {
            return std::regex_search(path, expression);
        } catch (const std::regex_error &) { // too costly for this path: it is not left out
            return false;
        }
    });
}

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

void Walker::add(const std::string &path, const struct stat &there, std::size_t root)
{
    m_walk.files.push_back({path, static_cast<std::uint64_t>(there.st_size), modifiedAt(there), root});
    m_inodes.push_back(inodeOf(there));
}

void Walker::lookAtRoot(const std::string &path)
{
    WalkedRoot root{.path = path, .volume = {}};
    const std::size_t index = m_walk.roots.size();
    Folder folder;
    if (const int error = folder.open(AT_FDCWD, path, Folder::Links::Follow); error != 0) {
        const bool absent = error == ENOENT || error == ENOTDIR;
        root.state = absent ? RootState::Absent : RootState::Unreadable;
        m_walk.unknown.push_back(path);
        m_walk.troubles.push_back({path, absent ? Error{ErrorCode::NotFound, displayText(path) + " is not there; if it is on a drive, connect it and scan again"}
                                                : Error{ErrorCode::Io, displayText(path) + " can't be looked at: " + describeErrno(error)}});
        m_walk.roots.push_back(std::move(root));
        return;
    }
    struct stat there{};
    if (::fstat(folder.descriptor(), &there) == 0 && !m_roots.try_emplace(inodeOf(there), index).second) {
        root.state = RootState::Duplicate;
    } else {
        root.state = RootState::Here;
        root.volume = volumeOf(folder.descriptor());
    }
    m_walk.roots.push_back(std::move(root));
}

void Walker::lookInto(const Pending &where, Folder::Links links)
{
    Folder folder;
    if (const int error = folder.open(AT_FDCWD, where.path, links); error != 0) return trouble(where.path, error);
    struct stat there{};
    if (::fstat(folder.descriptor(), &there) != 0) return trouble(where.path, errno);
    const Inode inode = inodeOf(there);
    // A root below another one is walked as a root of its own, whoever comes first.
    if (const auto own = m_roots.find(inode); own != m_roots.end() && own->second != where.root) return;
    if (!m_visited.insert(inode).second) return;
    tell(where.path);

    std::vector<Entry> entries;
    const int error = folder.read(entries);
    if (error != 0) trouble(where.path, error);
    else if (entries.empty()) {
        m_walk.emptyFolders.push_back(where.path);
        if (m_walk.roots[where.root].path == where.path) m_walk.roots[where.root].isEmpty = true;
    }
    if (std::ranges::contains(entries, std::string_view(".nomedia"), &Entry::name)) return;
    for (const Entry &entry : entries) lookAt(folder, where, entry);
}

void Walker::lookAt(const Folder &folder, const Pending &where, const Entry &entry)
{
    if (entry.name.starts_with('.')) return;
    unsigned char type = entry.type;
    const bool isAudio = isAudioName(entry.name);
    if (type == DT_REG && !isAudio) return;
    if (type != DT_REG && type != DT_DIR && type != DT_LNK && type != DT_UNKNOWN) return; // sockets, pipes, devices
    std::string path = below(where.path, entry.name);
    if (isExcluded(path)) return;
    struct stat there{};
    if (type == DT_REG || type == DT_UNKNOWN) {
        if (::fstatat(folder.descriptor(), entry.name.c_str(), &there, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno != ENOENT) trouble(path, errno); // else it went between two looks
            return;
        }
        type = S_ISREG(there.st_mode) ? DT_REG : S_ISDIR(there.st_mode) ? DT_DIR : S_ISLNK(there.st_mode) ? DT_LNK : DT_UNKNOWN;
    }
    if (type == DT_REG && isAudio) add(path, there, where.root);
    else if (type == DT_DIR) m_folders.push_back({std::move(path), where.root});
    else if (type == DT_LNK) m_links.push_back({std::move(path), where.root});
}

void Walker::followLink(const Pending &link)
{
    struct stat there{};
    if (::stat(link.path.c_str(), &there) != 0) {
        // A link to nothing holds no music. One that leads in a circle neither. Anything else could not be looked at.
        if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) trouble(link.path, errno);
        return;
    }
    if (S_ISDIR(there.st_mode)) {
        lookInto(link, Folder::Links::Follow);
    } else if (S_ISREG(there.st_mode) && isAudioName(fileName(link.path))) {
        // Caught up with here, so that a scan without such links pays nothing for them.
        for (; m_remembered < m_inodes.size(); ++m_remembered) m_files.insert(m_inodes[m_remembered]);
        if (m_files.insert(inodeOf(there)).second) add(link.path, there, link.root);
    }
}

Result<> Walker::drain()
{
    while (!m_folders.empty()) {
        if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "the scan was stopped");
        const Pending next = std::move(m_folders.back());
        m_folders.pop_back();
        lookInto(next, Folder::Links::Refuse);
    }
    return {};
}

Result<Walk> Walker::run(std::span<const std::string> roots)
{
    for (const std::string &root : roots) {
        if (!root.starts_with('/')) return fail(ErrorCode::InvalidArgument, displayText(root) + " is no absolute path, as a root has to be");
        lookAtRoot(root);
    }
    for (std::size_t index = 0; index < roots.size(); ++index) {
        if (m_walk.roots[index].state != RootState::Here) continue;
        if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "the scan was stopped");
        lookInto({roots[index], index}, Folder::Links::Follow);
        if (auto done = drain(); !done) return fail(std::move(done).error());
    }
    while (!m_links.empty()) {
        // By name, not by the order of a directory: which of two links is the one followed must not change between scans.
        std::vector<Pending> links = std::exchange(m_links, {});
        std::ranges::sort(links, {}, &Pending::path);
        for (const Pending &link : links) {
            followLink(link);
            if (auto done = drain(); !done) return fail(std::move(done).error());
        }
    }
    std::ranges::sort(m_walk.files, {}, &FoundFile::path);
    std::ranges::sort(m_walk.unknown);
    std::ranges::sort(m_walk.emptyFolders);
    return std::move(m_walk);
}

} // namespace

bool isAudioName(std::string_view fileName) noexcept
{
    const std::size_t dot = fileName.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return false;
    const std::string_view ending = fileName.substr(dot + 1);
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::any_of(kEndings, [&](std::string_view known) { return std::ranges::equal(ending, known, {}, lower); });
}

Result<Walk> walk(std::span<const std::string> roots, const WalkOptions &options, std::stop_token stop, const ProgressSink &progress)
{
    try {
        Walker walker(std::move(stop), progress);
        if (auto expressions = walker.exclude(options.exclude); !expressions) return fail(std::move(expressions).error());
        return walker.run(roots);
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, "out of memory");
    }
}

} // namespace taraf::collection
