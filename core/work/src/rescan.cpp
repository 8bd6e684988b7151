#include "taraf/work/rescan.h"

#include "ears.h"
#include "index_build.h"
#include "match.h"
#include "scan.h"

#include "taraf/base/file.h"
#include "taraf/base/file_lock.h"
#include "taraf/base/path.h"
#include "taraf/neighbours/publish.h"
#include "taraf/neighbours/vector_file.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <sys/stat.h>
#include <thread>

namespace taraf::work {
namespace {

bool isBelow(std::string_view path, std::string_view folder)
{
    return path == folder || folder == "/" || (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

/// The roots to walk: those asked for (new ones are remembered), or all. A folder below a known root means that root.
Result<std::vector<store::Root>> chooseRoots(Scan &scan)
{
    auto known = scan.library.roots();
    if (!known) return known;
    if (scan.order.options.folders.empty()) {
        if (known->empty()) return fail(ErrorCode::NotFound, "no folder has been scanned yet; name the one your music is in: taraf rescan ~/Music");
        return known;
    }
    for (const std::string &folder : scan.order.options.folders) {
        struct stat there{};
        if (::stat(folder.c_str(), &there) != 0) {
            // A known root that is not there is an unplugged drive, which the walk reports; a new one is a mistake.
            if (std::ranges::contains(*known, folder, &store::Root::path)) continue;
            return fail(ErrorCode::NotFound, displayText(folder) + " can't be scanned: " + describeErrno(errno));
        }
        if (!S_ISDIR(there.st_mode)) return fail(ErrorCode::InvalidArgument, displayText(folder) + " is no folder; name the folder it lies in");
    }
    std::vector<std::string> wanted;
    for (const std::string &folder : scan.order.options.folders) {
        const auto above = std::ranges::find_if(*known, [&](const store::Root &root) { return isBelow(folder, root.path); });
        if (above != known->end()) {
            if (above->path != folder) scan.order.note(displayText(folder) + " lies in " + displayText(above->path) + ", which is scanned as a whole");
            wanted.push_back(above->path);
            continue;
        }
        if (auto added = scan.library.addRoot(folder, scan.order.now); !added) return fail(std::move(added).error());
        wanted.push_back(folder);
    }
    known = scan.library.roots();
    if (!known) return known;
    // Roots below a wanted one are walked with it, each for itself.
    std::erase_if(*known, [&](const store::Root &root) {
        return std::ranges::none_of(wanted, [&](const std::string &folder) { return isBelow(root.path, folder); });
    });
    return known;
}

/// Whether the published index has everything that the library says. Without opening what makes it.
Result<bool> isIndexed(store::Library &library, const Home &home)
{
    const auto changes = library.vectorChanges();
    if (!changes) return fail(changes.error());
    if (!changes->recordings.empty()) return false;
    const auto build = library.setting(kIndexBuild);
    if (!build) return fail(build.error());
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(home.index()));
    if (file) return *build == buildName(file->buildId());
    const auto counts = library.counts(kDescriptorVersion);
    if (!counts) return fail(counts.error());
    return counts->analysed == 0;
}

/// Whether libtorch has anything to do.
Result<bool> hasSomethingToHear(store::Library &library, const Home &home)
{
    const auto silent = library.unanalysed(kDescriptorVersion);
    if (!silent) return fail(silent.error());
    if (!silent->empty()) return true;
    const auto indexed = isIndexed(library, home);
    if (!indexed) return fail(indexed.error());
    return !*indexed;
}

/// What is in the library afterwards is what counts; a scan that was stopped keeps what it has.
Result<RescanResult> readAndFlag(const Order &order)
{
    auto library = store::Library::open(order.home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    Scan scan{.order = order, .library = *library, .result = {}};
    const auto roots = chooseRoots(scan);
    if (!roots) return fail(roots.error());
    if (auto done = readPhase(scan, *roots); !done) return fail(std::move(done).error());
    return std::move(scan.result);
}

Result<> hear(const Order &order, RescanResult &result)
{
    {
        auto library = store::Library::open(order.home.library(), store::Access::ReadWrite);
        if (!library) return fail(std::move(library).error());
        const auto something = hasSomethingToHear(*library, order.home);
        if (!something) return fail(something.error());
        if (!*something) return {};
    }
    const auto ears = openEars();
    if (!ears) return fail(ears.error());
    auto heard = (*ears)->hear(order);
    if (!heard) return fail(std::move(heard).error());
    result.analysed = heard->analysed;
    result.threadsLeft = result.threadsLeft || heard->threadsLeft;
    std::ranges::move(heard->failed, std::back_inserter(result.failed));
    return {};
}

/// What was heard before its file came, or under another name, is looked for again. After the rest, which is waited for more.
Result<> matchAgain(const Order &order)
{
    auto library = store::Library::open(order.home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    const auto hasSongs = store::Listens(*library).hasSongs();
    if (!hasSongs) return fail(hasSongs.error());
    if (!*hasSongs) return {};
    const auto matched = matchListens(*library, order.stop);
    return matched ? Result<>() : fail(matched.error());
}

} // namespace

Result<RescanResult> rescan(const Home &home, const RescanOptions &options, const std::stop_token &stop, const ProgressSink &progress,
                            const NoteSink &note)
{
    const auto begun = std::chrono::steady_clock::now();
    if (options.priority == Priority::Background) letOthersGoFirst();
    // A device that was asked for and is not there is said before anything is changed.
    if (options.listening == Listening::Yes && options.device == Device::Cuda) {
        const auto ears = openEars();
        if (!ears) return fail(ears.error());
        if (auto there = (*ears)->checkDevice(options.device); !there) return fail(std::move(there).error());
    }
    if (auto made = makeFolder(home.data); !made) return fail(std::move(made).error());
    const auto lock = FileLock::tryTake(home.rescanLock());
    if (!lock) return fail(lock.error());
    if (!*lock) return fail(ErrorCode::Busy, "another rescan of this library is under way; wait for it to end");

    Order order{.home = home, .options = options, .readers = options.jobs, .now = std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()), .stop = stop,
                .progress = progress ? progress : ProgressSink([](const Progress &) {}), .note = note ? note : NoteSink([](const std::string &) {})};
    if (order.options.jobs == 0) {
        order.options.jobs = std::max(1U, std::thread::hardware_concurrency());
        order.readers = 2 * order.options.jobs; // they wait for the disk half of their time
    }
    order.waitForMains(stop);
    auto result = readAndFlag(order);
    if (!result) return result;
    if (options.listening == Listening::Yes) {
        if (auto heard = hear(order, *result); !heard) return fail(std::move(heard).error());
    }
    if (result->added + result->updated > 0) {
        if (auto matched = matchAgain(order); !matched) return fail(std::move(matched).error());
    }
    result->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
