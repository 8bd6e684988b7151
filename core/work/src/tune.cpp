#include "taraf/work/tune.h"

#include "ears.h"

#include "taraf/base/file_lock.h"

#include <thread>

namespace taraf::work {

Result<TuneResult> tune(const Home &home, const TuneOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note)
{
    const auto begun = std::chrono::steady_clock::now();
    if (options.priority == Priority::Background) letOthersGoFirst();
    {
        // Said before a library is made.
        const auto library = store::Library::open(home.library(), store::Access::ReadOnly);
        if (!library && library.error().code == ErrorCode::NotFound) return fail(library.error());
    }
    const auto lock = FileLock::tryTake(home.rescanLock());
    if (!lock) return fail(lock.error());
    if (!*lock) return fail(ErrorCode::Busy, "a rescan or a tuning of this library is under way; wait for it to end");
    const auto ears = openEars();
    if (!ears) return fail(ears.error());
    RescanOptions listening;
    listening.device = options.device;
    listening.jobs = options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
    listening.patience = options.patience;
    const Order order{.home = home, .options = listening, .readers = listening.jobs,
                      .now = std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()), .stop = stop,
                      .progress = progress ? progress : ProgressSink([](const Progress &) {}), .note = note ? note : NoteSink([](const std::string &) {})};
    auto result = (*ears)->tune(order, options);
    if (result) result->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
