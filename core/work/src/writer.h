/// @file Puts what was read of files into the library.
#pragma once

#include "batch.h"
#include "scan.h"

#include "taraf/collection/changes.h"
#include "taraf/collection/identity.h"
#include "taraf/probe/client.h"

#include <set>

namespace taraf::work {

/// A file to be read, and whether its path was known before.
struct Task {
    collection::FoundFile file;
    enum class Path { New, Known } path = Path::New;
};

/// Used in the scan's own thread. What can't be told before all files of the scan have been read waits in memory until finish().
class Writer
{
public:
    Writer(Scan &scan, const std::vector<store::Root> &roots);

    /// What the comparison found without opening a file.
    [[nodiscard]] Result<> flag(const collection::Changes &changes);
    /// The task must live until finish().
    [[nodiscard]] Result<> take(const Task &task, Result<probe::Report> report);
    /// After the last file.
    [[nodiscard]] Result<> finish();
    /// While there is nothing to take: what was taken is committed, so that nobody waits for us and nothing is lost.
    [[nodiscard]] Result<> rest() { return m_batch.commit(); }
    /// Of a scan that was stopped: what waits is left to the next one, which reads it again.
    [[nodiscard]] Result<> stop() { return m_batch.commit(); }

private:
    struct Waiting {
        const Task *task;
        probe::Report report;
    };

    [[nodiscard]] Result<> refuse(const Task &task, const Error &error);
    [[nodiscard]] Result<> save(const Task &task, probe::Report report, const collection::Identity &identity);
    [[nodiscard]] Result<> nameAlbums();

    Scan &m_scan;
    const std::vector<store::Root> &m_roots;
    collection::Lookup m_lookup;
    std::vector<Waiting> m_waiting;
    std::set<FileId> m_flagged;      ///< missing since this scan, and not found under another name
    std::set<std::string> m_touched; ///< album folders
    Batch m_batch;
};

} // namespace taraf::work
