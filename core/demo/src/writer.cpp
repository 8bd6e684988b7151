#include "taraf/demo/demo.h"

#include "encode.h"
#include "plan.h"
#include "styles.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <format>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace taraf::demo {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarkerTitle = "Taraf demo collection";

std::string markerText(std::uint64_t seed)
{
    return std::format("{}\nseed {}\nThis music was made by `taraf demo` and belongs to nobody (CC0-1.0). While this file is here, "
                       "`taraf demo` completes what is missing.\n", kMarkerTitle, seed);
}

/// Makes sure that the folder is ours to fill, and marks it.
Result<> claim(const std::string &folder, std::uint64_t seed)
{
    if (auto made = makeFolder(folder); !made) return made;
    const std::string marker = folder + "/" + kDemoMarker;
    const std::string wanted = markerText(seed);
    const auto found = readFile(marker, 4096);
    if (found) {
        if (*found == wanted) return {};
        if (!found->starts_with(kMarkerTitle)) {
            return fail(ErrorCode::InvalidArgument, std::format("{} is no marker of a demo; choose an empty folder", displayText(marker)));
        }
        return fail(ErrorCode::InvalidArgument, std::format("{} holds a demo made with other settings; choose an empty folder", displayText(folder)));
    }
    if (found.error().code != ErrorCode::NotFound) return fail(found.error());
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
        // A marker whose writing was cut short is ours; anything else is somebody's.
        const std::string name = entry->path().filename().native();
        if (name.starts_with(std::string(kDemoMarker) + ".new-")) continue;
        return fail(ErrorCode::InvalidArgument,
                    std::format("{} is not empty (it holds {}); choose an empty folder, nothing in it was touched", displayText(folder), displayText(name)));
    }
    if (error) return fail(ErrorCode::Io, std::format("{} can't be read: {}", displayText(folder), error.message()));
    return writeAtomically(marker, wanted);
}

std::string pathOf(const std::string &folder, const TrackPlan &plan) { return folder + "/" + plan.folder + "/" + plan.file; }

/// The size of a finished track, nothing where there is none.
std::optional<std::uint64_t> finished(const std::string &path)
{
    std::error_code error;
    if (!fs::is_regular_file(path, error) || error) return std::nullopt;
    const std::uint64_t size = fs::file_size(path, error);
    return error || size == 0 ? std::nullopt : std::optional(size);
}

Result<std::uint64_t> makeTrack(const std::string &folder, const TrackPlan &plan, const std::stop_token &stop)
try {
    const Canvas canvas = renderTrack(plan, stop);
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while writing the demo");
    auto bytes = encode(canvas, plan);
    if (!bytes) return fail(std::move(bytes.error()));
    if (auto made = makeFolder(folder + "/" + plan.folder); !made) return fail(std::move(made.error()));
    if (auto written = writeAtomically(pathOf(folder, plan), *bytes); !written) return fail(std::move(written.error()));
    return bytes->size();
} catch (const std::bad_alloc &) {
    return fail(ErrorCode::OutOfMemory, std::format("no memory left to make {}", plan.file));
} catch (const std::exception &problem) {
    return fail(ErrorCode::Internal, std::format("{} could not be made: {}", plan.file, problem.what()));
}

/// The tracks that are still to be made, handed to threads one by one; what came of each is handed back to one caller.
class Batch
{
public:
    Batch(std::string folder, std::vector<TrackPlan> tracks) : m_folder(std::move(folder)), m_tracks(std::move(tracks)) {}

    /// Works until nothing is left or something went wrong. Progress and the first error come to the calling thread.
    Result<std::uint64_t> run(unsigned threads, const std::stop_token &stop, const std::function<void(const TrackPlan &)> &done)
    {
        const std::stop_callback onStop(stop, [this] { m_stop.request_stop(); });
        std::uint64_t bytes = 0;
        std::optional<Error> error;
        {
            std::vector<std::jthread> workers;
            const std::size_t count = std::min<std::size_t>(threads, m_tracks.size());
            m_working = count;
            for (std::size_t i = 0; i < count; ++i) {
                try {
                    workers.emplace_back([this] { work(); });
                } catch (const std::system_error &) {
                    // The system gives no more threads; those there are do it.
                    const std::scoped_lock lock(m_mutex);
                    m_working -= count - i;
                    break;
                }
            }
            if (workers.empty() && count > 0) return fail(ErrorCode::Io, "the system gives no thread to make the demo with");
            for (std::unique_lock lock(m_mutex);;) {
                m_changed.wait(lock, [this] { return !m_outcomes.empty() || m_working == 0; });
                if (m_outcomes.empty()) break;
                const auto [plan, outcome] = std::move(m_outcomes.back());
                m_outcomes.pop_back();
                lock.unlock();
                if (outcome) {
                    bytes += *outcome;
                    done(*plan);
                } else if (!error || error->code == ErrorCode::Cancelled) {
                    // What stops the others makes them report that they were cancelled; the cause goes first.
                    error = outcome.error();
                    m_stop.request_stop();
                }
                lock.lock();
            }
        }
        if (error) return fail(std::move(*error));
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while writing the demo");
        return bytes;
    }

private:
    void work()
    {
        const std::stop_token stop = m_stop.get_token();
        while (!stop.stop_requested()) {
            const std::size_t mine = m_next++;
            if (mine >= m_tracks.size()) break;
            auto outcome = makeTrack(m_folder, m_tracks[mine], stop);
            const std::scoped_lock lock(m_mutex);
            m_outcomes.emplace_back(&m_tracks[mine], std::move(outcome));
            m_changed.notify_one();
        }
        const std::scoped_lock lock(m_mutex);
        --m_working;
        m_changed.notify_one();
    }

    const std::string m_folder;
    const std::vector<TrackPlan> m_tracks;
    std::atomic<std::size_t> m_next{0};
    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_working = 0;                                                  ///< guarded by m_mutex
    std::vector<std::pair<const TrackPlan *, Result<std::uint64_t>>> m_outcomes; ///< guarded by m_mutex
};

} // namespace

Result<DemoSummary> writeDemo(const std::string &folder, const DemoOptions &options, std::stop_token stop, const ProgressSink &progress)
try {
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped before the demo was begun");
    auto claimed = claim(folder, options.seed);
    if (!claimed) return fail(std::move(claimed.error()).within("the demo collection"));

    DemoSummary summary;
    std::vector<TrackPlan> missing;
    std::set<std::string_view> artists;
    std::set<std::string> albums;
    const std::vector<TrackPlan> all = planTracks(options.seed, options.tracksPerAlbum);
    for (const TrackPlan &plan : all) {
        artists.insert(plan.album->artist);
        albums.insert(plan.folder);
        if (const auto size = finished(pathOf(folder, plan))) summary.bytes += *size;
        else missing.push_back(plan);
    }
    summary.artists = artists.size();
    summary.albums = albums.size();
    summary.tracks = all.size();
    summary.written = missing.size();

    std::uint64_t done = all.size() - missing.size();
    const auto tell = [&](const std::string &item) {
        if (progress) progress({.phase = "composing", .done = done, .total = all.size(), .item = item});
    };
    tell({});
    const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    Batch batch(folder, std::move(missing));
    const auto bytes = batch.run(threads, stop, [&](const TrackPlan &plan) {
        ++done;
        tell(pathOf(folder, plan));
    });
    if (!bytes) return fail(Error(bytes.error()).within("the demo collection in " + displayText(folder)));
    summary.bytes += *bytes;
    return summary;
} catch (const std::exception &problem) {
    return fail(ErrorCode::Internal, std::format("the demo collection in {} could not be made: {}", displayText(folder), problem.what()));
}

} // namespace taraf::demo
