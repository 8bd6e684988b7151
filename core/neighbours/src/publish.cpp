#include "taraf/neighbours/publish.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <format>
#include <sys/file.h>
#include <unistd.h>

namespace taraf::neighbours {
namespace {

constexpr std::string_view kVectorName = "vectors.taraf";
constexpr std::string_view kGraphPrefix = "overall-";

/// Held by the one process that publishes into a folder; the system lets go of it if that process dies.
class WriterLock
{
public:
    explicit WriterLock(const std::string &folder) : m_fd(::open((folder + "/writer.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {}
    WriterLock(const WriterLock &) = delete;
    WriterLock &operator=(const WriterLock &) = delete;
    ~WriterLock()
    {
        if (m_fd >= 0) ::close(m_fd);
    }

    [[nodiscard]] Result<> take(const std::string &folder) const
    {
        if (m_fd >= 0 && ::flock(m_fd, LOCK_EX | LOCK_NB) == 0) return {};
        const int error = errno;
        if (m_fd >= 0 && error == EWOULDBLOCK) {
            return fail(ErrorCode::Busy, displayText(folder) + " is being written by another process; try again when it is done");
        }
        return fail(ErrorCode::Io, displayText(folder) + "/writer.lock can't be taken: " + describeErrno(error));
    }

private:
    int m_fd;
};

/// Takes away what no reader will look for any more: graphs of other vectors, and halves of files. Under the lock.
void removeLeftovers(const std::string &folder, const std::string &graphPath)
{
    std::error_code ignored;
    std::filesystem::directory_iterator entries(folder, ignored);
    std::vector<std::filesystem::path> leftovers;
    for (; entries != std::filesystem::directory_iterator(); entries.increment(ignored)) {
        const std::string name = entries->path().filename().string();
        const bool isOurs = name.starts_with(kGraphPrefix) || name.starts_with(kVectorName);
        if (isOurs && name != kVectorName && name != fileName(graphPath)) leftovers.push_back(entries->path());
    }
    for (const auto &path : leftovers) std::filesystem::remove(path, ignored);
}

bool wantsGraph(IndexKind kind, std::size_t rows) noexcept
{
    return kind == IndexKind::Hnsw || (kind == IndexKind::Auto && rows >= kExactBelow);
}

/// Puts a finished pair of files into place, of `old` if it is of the same map. Under the lock.
Result<Published> commit(const std::string &folder, const VectorRows &rows, const HnswGraph *graph, Published::Graph how, const PublishOptions &options,
                         const VectorFile *old)
{
    const std::uint64_t buildId = rows.buildId(options.mapGeneration);
    const std::string graphPath = graphFilePath(folder, buildId);
    if (graph != nullptr) {
        if (auto saved = graph->save(graphPath, buildId); !saved) return fail(saved.error());
    }
    if (auto written = writeVectorFile(vectorFilePath(folder), rows, options.mapGeneration, options.created, old); !written) {
        return fail(written.error());
    }
    removeLeftovers(folder, graph != nullptr ? graphPath : std::string());
    return Published{rows.size(), how, {}};
}

Result<Published> buildAndCommit(const std::string &folder, const VectorRows &rows, const PublishOptions &options, const VectorFile *old = nullptr)
{
    if (options.build.stop.stop_requested()) return fail(ErrorCode::Cancelled, "publishing the index was stopped");
    if (!wantsGraph(options.kind, rows.size())) return commit(folder, rows, nullptr, Published::Graph::None, options, old);
    const auto graph = HnswGraph::build(rows, options.build);
    if (!graph) return fail(graph.error());
    return commit(folder, rows, &*graph, Published::Graph::Built, options, old);
}

} // namespace

std::string vectorFilePath(const std::string &folder) { return folder + "/" + std::string(kVectorName); }

std::string graphFilePath(const std::string &folder, std::uint64_t buildId)
{
    return std::format("{}/{}{:016x}.graph", folder, kGraphPrefix, buildId);
}

Result<Published> publish(const std::string &folder, const VectorRows &rows, const PublishOptions &options)
{
    if (auto made = makeFolder(folder); !made) return fail(made.error());
    const WriterLock lock(folder);
    if (auto taken = lock.take(folder); !taken) return fail(taken.error());
    return buildAndCommit(folder, rows, options);
}

Result<Published> update(const std::string &folder, const Changes &changes, const PublishOptions &options)
{
    if (auto made = makeFolder(folder); !made) return fail(made.error());
    const WriterLock lock(folder);
    if (auto taken = lock.take(folder); !taken) return fail(taken.error());

    const auto old = VectorFile::open(vectorFilePath(folder));
    if (!old) return fail(old.error());
    // What is carried over becomes the truth again, so this time all of it is checked.
    if (auto whole = old->verify(); !whole) return fail(whole.error());
    if (old->generation() != options.mapGeneration) {
        return fail(ErrorCode::InvalidArgument, displayText(old->path()) + " was made by another map; publish all vectors anew");
    }
    const VectorRows rows = VectorRows::merged(*old, changes.upserts, changes.removed);
    if (!wantsGraph(options.kind, rows.size())) return buildAndCommit(folder, rows, options, &*old);

    auto graph = HnswGraph::load(graphFilePath(folder, old->buildId()), old->buildId(), HnswGraph::Use::Change);
    if (!graph) {
        auto published = buildAndCommit(folder, rows, options, &*old);
        // No graph is what a collection that has just grown to need one has.
        if (published && graph.error().code != ErrorCode::NotFound) published->note = "the graph was built anew: " + graph.error().message;
        return published;
    }
    if (rows.buildId(options.mapGeneration) == old->buildId()) return Published{rows.size(), Published::Graph::Kept, {}};
    if (auto removed = graph->remove(changes.removed); !removed) return fail(removed.error());
    if (auto appended = graph->append(changes.upserts, options.build); !appended) return fail(appended.error());
    if (graph->shouldRebuild()) return buildAndCommit(folder, rows, options, &*old);
    return commit(folder, rows, &*graph, Published::Graph::Changed, options, &*old);
}

} // namespace taraf::neighbours
