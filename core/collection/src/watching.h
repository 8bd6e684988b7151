/// @file What Watch does inside.
#pragma once

#include "mounts.h"
#include "rules.h"
#include "taraf/collection/watch.h"
#include "walker.h"
#include "watched.h"

#include <chrono>
#include <optional>
#include <set>
#include <utility>

namespace taraf::collection {

class Watch::Watching
{
public:
    Watching(std::span<const std::string> roots, WatchOptions options, Exclusions exclusions, NoteSink notes);
    Watching(const Watching &) = delete;
    Watching &operator=(const Watching &) = delete;
    ~Watching();

    Result<> start(const std::stop_token &stop);
    Result<std::vector<std::string>> next(const std::stop_token &stop);
    [[nodiscard]] const WatchedFolders &folders() const noexcept { return m_folders; }

private:
    using Clock = std::chrono::steady_clock;
    using Paths = std::set<std::string, std::less<>>;

    void notice(const Notices::Notice &notice);
    void noticeOfItself(const std::string &folder, std::uint32_t mask);
    void noticeOfFile(const std::string &folder, const std::string &path, std::uint32_t mask);
    void changed(const std::string &folder);
    void everythingChanged();
    void mountsChanged();
    [[nodiscard]] Result<> walkNew(const std::stop_token &stop);
    [[nodiscard]] Result<> walk(const std::vector<std::string> &folders, bool areLinks, const std::stop_token &stop);
    void enter(const std::string &path, bool isLinked, const Seen &seen);
    [[nodiscard]] Result<> poll(const std::stop_token &stop);
    [[nodiscard]] Result<> lookForAbsent(const std::stop_token &stop);
    [[nodiscard]] Result<> look(std::vector<std::string> paths, Look::What what, const std::stop_token &stop,
                                const std::function<void(const std::string &, const Seen &)> &saw);
    [[nodiscard]] Result<bool> isBeingWritten(const std::stop_token &stop);
    [[nodiscard]] bool hasToPoll() const { return m_folders.polled() != 0 || !m_absent.empty(); }
    [[nodiscard]] bool isRoot(std::string_view path) const;
    [[nodiscard]] std::vector<std::string> silentMounts();
    void silent(const std::string &mountPoint, const std::shared_ptr<const void> &stuck);
    void note(const std::string &text) const;
    [[nodiscard]] std::vector<std::string> told();
    void wait(std::optional<Clock::time_point> until, int wake);

    const std::vector<std::string> m_roots;
    const WatchOptions m_options;
    const Exclusions m_exclusions;
    const NoteSink m_notes;
    std::shared_ptr<const Notices> m_notices;
    WatchedFolders m_folders;
    Looker m_looker;
    int m_mountTable = -1; ///< readable by poll(2) as the table changes
    std::vector<Mount> m_mounts;
    bool m_mountsMayDiffer = false;
    std::uint32_t m_walk = 0; ///< counts them
    Paths m_changed;          ///< to be told
    Paths m_toWalk;           ///< folders that are new, or whose inside is
    Paths m_maybeLinks;       ///< new entries that may lead to folders
    Paths m_written;          ///< audio files that appeared and were not closed yet
    Paths m_absent;           ///< roots, and folders that did not answer
    std::vector<std::pair<std::string, std::shared_ptr<const void>>> m_silent; ///< mount points, and who is stuck there
    std::optional<Clock::time_point> m_first; ///< of what is to be told
    Clock::time_point m_last;
    Clock::time_point m_nextPoll;
    bool m_hasSaidRefused = false;
};

} // namespace taraf::collection
