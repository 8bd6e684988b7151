#include "crew.h"
#include "examine.h"
#include "scan.h"
#include "writer.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <unordered_set>

namespace taraf::work {
namespace {

struct Read {
    const Task *task = nullptr;
    Result<probe::Report> report = fail(ErrorCode::Internal, "not read");
};

/// Reads the files in parallel and hands them to the writer one by one. The tasks must outlive the writer's finish().
Result<> readAll(Scan &scan, Writer &writer, const std::vector<Task> &tasks)
{
    if (tasks.empty()) return {};
    const std::string phase = "reading";
    scan.order.tell(phase, 0, tasks.size());
    std::vector<Reading> files;
    files.reserve(tasks.size());
    for (const Task &task : tasks) files.push_back({task.file.path, task.file.root});
    Result<> taken;
    Crew<TagReader, probe::Report, Read> crew(
        std::move(files),
        {.workers = scan.order.readers, .patience = patienceFor(scan.order.options.patience), .stop = scan.order.stop,
         .mayGoOn = [&](const std::stop_token &stop) { scan.order.waitForMains(stop); }, .idle = [&] { if (taken) taken = writer.rest(); }},
        [] { return TagReader(); }, [&](std::size_t file, Result<probe::Report> report) { return Read{&tasks[file], std::move(report)}; });
    std::uint64_t done = 0;
    while (taken) {
        auto read = crew.next();
        if (!read || !taken) break;
        taken = writer.take(*read->task, std::move(read->report));
        scan.order.tell(phase, ++done, tasks.size(), read->task->file.path);
    }
    scan.result.threadsLeft = scan.result.threadsLeft || crew.hasAbandoned();
    return taken;
}

Result<std::vector<collection::KnownFile>> knownFiles(Scan &scan, const std::vector<store::Root> &roots)
{
    std::vector<collection::KnownFile> known;
    for (const store::Root &root : roots) {
        auto read = scan.library.eachFile(root.id, [&](const store::KnownFile &file) {
            known.push_back({.file = file.file, .path = std::string(file.path), .size = file.size, .modified = file.modified,
                             .isMissing = file.state == store::FileState::Missing});
        });
        if (!read) return fail(std::move(read).error());
    }
    return known;
}

/// Which of these paths the library has.
std::unordered_set<std::string> knownAmong(const std::vector<collection::FoundFile> &files, const std::vector<collection::KnownFile> &known)
{
    if (files.empty()) return {};
    std::unordered_set<std::string> asked;
    for (const collection::FoundFile &file : files) asked.insert(file.path);
    std::unordered_set<std::string> found;
    for (const collection::KnownFile &file : known) {
        if (asked.contains(file.path)) found.insert(file.path);
    }
    return found;
}

} // namespace

Result<> readPhase(Scan &scan, const std::vector<store::Root> &roots)
{
    const Order &order = scan.order;
    std::vector<std::string> paths;
    std::vector<collection::KnownRoot> knownRoots;
    for (const store::Root &root : roots) {
        paths.push_back(root.path);
        knownRoots.push_back({.path = root.path, .volume = root.volume, .believe = order.options.vanished == Vanished::Believed});
    }
    const auto known = knownFiles(scan, roots);
    if (!known) return fail(known.error());
    auto exclusions = scan.library.exclusions();
    if (!exclusions) return fail(std::move(exclusions).error());
    const auto walk = collection::walk(paths, {.exclude = *std::move(exclusions), .patience = order.options.patience}, order.stop, order.progress);
    if (!walk) return fail(walk.error());
    const auto clock = std::chrono::time_point_cast<FileTime>(std::chrono::system_clock::now()).time_since_epoch();
    auto changes = collection::compare(*known, knownRoots, *walk, clock);
    if (!changes) return fail(std::move(changes).error());
    scan.result.threadsLeft = walk->abandoned;
    for (const collection::Trouble &trouble : walk->troubles) order.note(trouble.error.message);
    for (const collection::Trouble &trouble : changes->troubles) order.note(trouble.error.message);
    for (std::size_t i = 0; i < roots.size(); ++i) {
        const std::string &volume = changes->roots[i].volume;
        if (volume.empty()) continue;
        if (auto seen = scan.library.sawRoot(roots[i].id, volume, order.now); !seen) return seen;
    }
    scan.result.unchanged += changes->unchanged.size();

    std::vector<Task> tasks;
    std::vector<Task> late;
    Writer writer(scan, roots);
    if (auto flagged = writer.flag(*changes); !flagged) return flagged;
    for (auto &file : changes->added) tasks.push_back({std::move(file), Task::Path::New});
    for (auto &file : changes->changed) tasks.push_back({std::move(file.now), Task::Path::Known});
    // Neighbours on the disk are read one after the other.
    std::ranges::sort(tasks, {}, [](const Task &task) -> const std::string & { return task.file.path; });
    if (auto read = readAll(scan, writer, tasks); !read) return read;

    if (!changes->unsettled.empty() && !order.stop.stop_requested()) {
        const auto knownPaths = knownAmong(changes->unsettled, *known);
        if (auto kept = writer.rest(); !kept) return kept; // this may take a while
        const auto settled = collection::settle(changes->unsettled, order.stop);
        if (!settled) return fail(settled.error());
        for (const collection::Trouble &trouble : settled->troubles) order.note(trouble.error.message);
        for (const auto &file : settled->ready) late.push_back({file, knownPaths.contains(file.path) ? Task::Path::Known : Task::Path::New});
        if (auto read = readAll(scan, writer, late); !read) return read;
    }
    if (order.stop.stop_requested()) {
        if (auto kept = writer.stop(); !kept) return kept;
        return fail(ErrorCode::Cancelled, "stopped while reading");
    }
    return writer.finish();
}

} // namespace taraf::work
