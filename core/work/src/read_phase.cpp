#include "channel.h"
#include "examine.h"
#include "scan.h"

#include "taraf/base/path.h"
#include "taraf/collection/changes.h"
#include "taraf/collection/identity.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

namespace taraf::work {
namespace {

/// A file to be read, and whether its path was known before.
struct Task {
    collection::FoundFile file;
    enum class Path { New, Known } path = Path::New;
};

struct Read {
    const Task *task = nullptr;
    Result<probe::Report> report = fail(ErrorCode::Internal, "not read");
};

collection::Match matchOf(const store::RecordingMatch &match)
{
    return {.recording = match.recording, .duration = match.duration, .file = match.file, .path = match.path,
            .presence = match.state == store::FileState::Missing || match.path.empty() ? collection::Presence::Gone : collection::Presence::Here};
}

Result<std::vector<collection::Match>> matchesOf(Result<std::vector<store::RecordingMatch>> found)
{
    if (!found) return fail(std::move(found).error());
    std::vector<collection::Match> matches;
    std::ranges::transform(*found, std::back_inserter(matches), matchOf);
    return matches;
}

/// Writes what was read into the library, in the scan's own thread.
class Writer
{
public:
    Writer(Scan &scan, const std::vector<store::Root> &roots)
        : m_scan(scan), m_roots(roots), m_batch(scan.library, [this] { return nameAlbums(); })
    {
        m_lookup = {.byHash = [&](const AudioHash &hash) { return matchesOf(m_scan.library.recordingsByHash(hash)); },
                    .byPath = [&](std::string_view path) -> Result<std::optional<collection::Match>> {
                        auto found = m_scan.library.recordingByPath(path);
                        if (!found) return fail(std::move(found).error());
                        if (!*found) return std::nullopt;
                        return matchOf(**found);
                    },
                    .byReleaseTrack = [&](std::string_view id) { return matchesOf(m_scan.library.recordingsByReleaseTrack(id)); }};
    }

    /// What the comparison found without opening a file.
    Result<> flag(const collection::Changes &changes)
    {
        if (changes.missing.empty() && changes.returned.empty()) return {};
        if (auto begun = m_batch.change(); !begun) return begun;
        if (auto done = m_scan.library.markMissing(changes.missing, m_scan.now); !done) return done;
        if (auto done = m_scan.library.markReturned(changes.returned, m_scan.now); !done) return done;
        m_scan.result.missing += changes.missing.size();
        m_scan.result.updated += changes.returned.size();
        return m_scan.library.setSetting(kIndexIsStale, "1");
    }

    Result<> take(Read &read)
    {
        if (read.report && read.report->audioError) read.report = fail(std::move(*read.report->audioError));
        if (read.report && !read.report->hashed) {
            read.report = fail(ErrorCode::Corrupt, displayText(read.task->file.path) + " holds no audio");
        }
        return read.report ? save(*read.task, *read.report) : refuse(*read.task, read.report.error());
    }

    Result<> finish() { return m_batch.commit(); }

private:
    Result<> refuse(const Task &task, const Error &error)
    {
        const collection::FoundFile &file = task.file;
        switch (error.code) {
        case ErrorCode::Cancelled:
        case ErrorCode::NotFound: return {}; // gone again: the next scan will see
        case ErrorCode::Internal: return fail(error);
        default: break;
        }
        m_scan.result.failed.push_back({file.path, error.message});
        // What may be better the next time is tried again; permissions change without touching the file.
        if (error.code == ErrorCode::Io) return {};
        if (auto begun = m_batch.change(); !begun) return begun;
        auto saved = m_scan.library.saveFailure({.root = m_roots[file.root].id, .path = file.path, .size = file.size, .modified = file.modified, .error = error},
                                                m_scan.now);
        if (!saved) return fail(std::move(saved).error());
        return m_scan.library.setSetting(kIndexIsStale, "1");
    }

    Result<> save(const Task &task, probe::Report &report)
    {
        const collection::FoundFile &file = task.file;
        if (auto begun = m_batch.change(); !begun) return begun;
        const auto identity = collection::identify({.path = file.path, .audioHash = report.audioHash, .duration = report.stream.duration,
                                                    .releaseTrack = report.tags.musicBrainz.releaseTrack}, m_lookup);
        if (!identity) return fail(identity.error());

        const store::RecordingEvidence evidence{.audioHash = report.audioHash, .duration = report.stream.duration,
                                                .releaseTrack = report.tags.musicBrainz.releaseTrack};
        RecordingId recording = identity->recording;
        using enum collection::Whereabouts;
        if (identity->whereabouts == New) {
            auto made = m_scan.library.newRecording(evidence, m_scan.now);
            if (!made) return fail(std::move(made).error());
            recording = *made;
        } else if (auto added = m_scan.library.addEvidence(recording, evidence, m_scan.now); !added) {
            return added;
        }
        if (identity->whereabouts == SamePath && identity->evidence != collection::Evidence::AudioHash) {
            // Encoded anew in place: the same recording, but it may sound different.
            const std::array replaced{recording};
            if (auto forgotten = m_scan.library.forgetDescriptors(replaced); !forgotten) return forgotten;
        }
        if (identity->whereabouts == Moved) {
            if (auto moved = m_scan.library.moveFile(identity->from, m_roots[file.root].id, file.path, m_scan.now); !moved) return moved;
            ++m_scan.result.moved;
            if (m_scan.result.missing > 0) --m_scan.result.missing;
        } else if (task.path == Task::Path::Known) {
            ++m_scan.result.updated;
        } else {
            ++m_scan.result.added;
        }
        auto saved = m_scan.library.saveFile({.root = m_roots[file.root].id, .path = file.path, .size = file.size, .modified = file.modified,
                                              .recording = recording, .album = {}, .tags = std::move(report.tags), .stream = report.stream},
                                             m_scan.now);
        if (!saved) return fail(std::move(saved).error());
        m_touched.insert(collection::albumFolder(file.path));
        return m_scan.library.setSetting(kIndexIsStale, "1");
    }

    /// Albums are seen only when the files of a folder are looked at together.
    Result<> nameAlbums()
    {
        for (const std::string &folder : std::exchange(m_touched, {})) {
            const auto below = m_scan.library.tracksUnder(folder);
            if (!below) return fail(below.error());
            std::vector<const Track *> tracks;
            std::vector<collection::FolderFile> files;
            for (const Track &track : *below) {
                if (collection::albumFolder(track.path) != folder) continue;
                tracks.push_back(&track);
                files.push_back({.path = track.path, .tags = &track.tags});
            }
            const auto names = collection::albumsOfFolder(files);
            for (std::size_t i = 0; i < tracks.size(); ++i) {
                AlbumId album;
                if (!names[i].key.empty()) {
                    auto saved = m_scan.library.saveAlbum(names[i].key, names[i].title, names[i].artist);
                    if (!saved) return fail(std::move(saved).error());
                    album = *saved;
                }
                if (album == tracks[i]->album) continue;
                if (auto put = m_scan.library.setAlbum(tracks[i]->file, album); !put) return put;
            }
        }
        return {};
    }

    Scan &m_scan;
    const std::vector<store::Root> &m_roots;
    collection::Lookup m_lookup;
    std::set<std::string> m_touched;
    Batch m_batch;
};

/// Reads the files in parallel and hands them to the writer one by one.
Result<> readAll(Scan &scan, Writer &writer, const std::vector<Task> &tasks)
{
    if (tasks.empty()) return {};
    const std::string phase = "reading";
    scan.tell(phase, 0, tasks.size());
    const std::size_t workers = std::min<std::size_t>(scan.jobs, tasks.size());
    Channel<Read> reports(256, workers);
    std::atomic<std::size_t> next{0};
    std::stop_source failed;
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < workers; ++i) {
        threads.emplace_back([&] {
            probe::Client client;
            for (std::size_t at = next++; at < tasks.size() && !scan.stop.stop_requested() && !failed.stop_requested(); at = next++) {
                reports.push({&tasks[at], examine(client, {.path = tasks[at].file.path, .audio = probe::Audio::None, .span = {}}, scan.stop)});
            }
            reports.sent();
        });
    }
    Result<> taken;
    std::uint64_t done = 0;
    while (auto read = reports.pop()) {
        if (!taken) continue;
        taken = writer.take(*read);
        if (!taken) failed.request_stop();
        scan.tell(phase, ++done, tasks.size(), read->task->file.path);
    }
    threads.clear();
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

} // namespace

Result<> readPhase(Scan &scan, const std::vector<store::Root> &roots)
{
    std::vector<std::string> paths;
    std::vector<collection::KnownRoot> knownRoots;
    for (const store::Root &root : roots) {
        paths.push_back(root.path);
        knownRoots.push_back({.path = root.path, .volume = root.volume});
    }
    const auto known = knownFiles(scan, roots);
    if (!known) return fail(known.error());
    const auto walk = collection::walk(paths, {}, scan.stop, scan.progress);
    if (!walk) return fail(walk.error());
    const auto clock = std::chrono::time_point_cast<FileTime>(std::chrono::system_clock::now()).time_since_epoch();
    auto changes = collection::compare(*known, knownRoots, *walk, clock);
    if (!changes) return fail(std::move(changes).error());
    for (const collection::Trouble &trouble : walk->troubles) scan.note(trouble.error.message);
    for (const collection::Trouble &trouble : changes->troubles) scan.note(trouble.error.message);
    for (std::size_t i = 0; i < roots.size(); ++i) {
        const std::string &volume = changes->roots[i].volume;
        if (volume.empty()) continue;
        if (auto seen = scan.library.sawRoot(roots[i].id, volume, scan.now); !seen) return seen;
    }
    scan.result.unchanged += changes->unchanged.size();

    Writer writer(scan, roots);
    if (auto flagged = writer.flag(*changes); !flagged) return flagged;
    std::set<std::string> knownPaths;
    for (const collection::FoundFile &file : changes->unsettled) knownPaths.insert(file.path);
    std::erase_if(knownPaths, [&](const std::string &path) { return std::ranges::none_of(*known, [&](const auto &file) { return file.path == path; }); });
    std::vector<Task> tasks;
    for (auto &file : changes->added) tasks.push_back({std::move(file), Task::Path::New});
    for (auto &file : changes->changed) tasks.push_back({std::move(file.now), Task::Path::Known});
    // Neighbours on the disk are read one after the other.
    std::ranges::sort(tasks, {}, [](const Task &task) -> const std::string & { return task.file.path; });
    if (auto read = readAll(scan, writer, tasks); !read) return read;

    if (!changes->unsettled.empty() && !scan.stop.stop_requested()) {
        const auto settled = collection::settle(changes->unsettled, scan.stop);
        if (!settled) return fail(settled.error());
        for (const collection::Trouble &trouble : settled->troubles) scan.note(trouble.error.message);
        std::vector<Task> late;
        for (const auto &file : settled->ready) late.push_back({file, knownPaths.contains(file.path) ? Task::Path::Known : Task::Path::New});
        if (auto read = readAll(scan, writer, late); !read) return read;
    }
    if (auto finished = writer.finish(); !finished) return finished;
    if (scan.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while reading");
    return {};
}

} // namespace taraf::work
