#include "taraf/work/watch.h"

#include "background.h"

#include "taraf/base/file.h"
#include "taraf/base/file_lock.h"
#include "taraf/collection/watch.h"
#include "taraf/store/library.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace taraf::work {
namespace {

/// How often it is looked whether the roots are still the same, and whether another rescan has ended.
constexpr std::chrono::seconds kLook{10};
constexpr std::chrono::seconds kTryAgain{3};

/// What is watched.
struct Ground {
    std::vector<std::string> roots;
    std::vector<std::string> exclusions;

    friend bool operator==(const Ground &, const Ground &) = default;
};

Result<Ground> groundOf(store::Library &library)
{
    const auto roots = library.roots();
    if (!roots) return fail(roots.error());
    auto exclusions = library.exclusions();
    if (!exclusions) return fail(std::move(exclusions).error());
    Ground ground{.roots = {}, .exclusions = *std::move(exclusions)};
    for (const store::Root &root : *roots) ground.roots.push_back(root.path);
    return ground;
}

/// False: stopped.
bool pause(std::chrono::seconds duration, const std::stop_token &stop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    wake.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

/// Asks for a stop as soon as the library names other roots or exclusions than these.
std::jthread lookOut(const Home &home, const Ground &ground, std::stop_source &changed)
{
    return std::jthread([home, ground, changed](const std::stop_token &stop) mutable {
        auto library = store::Library::open(home.library(), store::Access::ReadOnly);
        std::int64_t seen = -1;
        while (library && pause(kLook, stop)) {
            const auto version = library->dataVersion();
            if (!version || *version == seen) continue;
            seen = *version;
            const auto now = groundOf(*library);
            if (!now || *now == ground) continue;
            changed.request_stop();
            return;
        }
    });
}

/// Until it is done, or stopped.
void scanUntilDone(const ScanNow &scan, const std::stop_token &stop, const NoteSink &note)
{
    while (!stop.stop_requested()) {
        const auto done = scan(stop);
        if (done || done.error().code == ErrorCode::Cancelled) return;
        if (done.error().code != ErrorCode::Busy) return note(done.error().message);
        if (!pause(kTryAgain, stop)) return;
    }
}

} // namespace

Result<> watch(const Home &home, NewFolders folders, const ScanNow &scan, const std::stop_token &stop, const NoteSink &note)
{
    letOthersGoFirst();
    if (auto made = makeFolder(home.data); !made) return made;
    const auto lock = FileLock::tryTake(home.data + "/watch.lock");
    if (!lock) return fail(lock.error());
    if (!*lock) return fail(ErrorCode::Busy, "this library is watched already");
    if (folders == NewFolders::Yes) {
        const auto first = scan(stop);
        if (!first && first.error().code != ErrorCode::Crashed && first.error().code != ErrorCode::Busy) return fail(first.error());
        if (!first) note(first.error().message);
    }
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());

    while (!stop.stop_requested()) {
        const auto ground = groundOf(*library);
        if (!ground) return fail(ground.error());
        if (ground->roots.empty()) return fail(ErrorCode::NotFound, "no folder has been scanned yet; name the one your music is in: taraf watch ~/Music");
        auto watching = collection::Watch::start(ground->roots, {.exclude = ground->exclusions}, stop, note);
        if (!watching) return fail(std::move(watching).error());
        // From here on nothing is missed; what came before is found now.
        scanUntilDone(scan, stop, note);
        std::stop_source changed; // or the user stops it all
        const std::stop_callback forward(stop, [&] { changed.request_stop(); });
        const std::jthread looking = lookOut(home, *ground, changed);
        while (true) {
            const auto heard = watching->next(changed.get_token());
            if (!heard && heard.error().code != ErrorCode::Cancelled) return fail(heard.error());
            if (!heard) break;
            scanUntilDone(scan, stop, note);
        }
    }
    return fail(ErrorCode::Cancelled, "stopped");
}

} // namespace taraf::work
