#include "writer.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <array>
#include <utility>

namespace taraf::work {
namespace {

collection::Match matchOf(const store::RecordingMatch &match)
{
    return {.recording = match.recording, .duration = match.duration, .file = match.file, .path = match.path,
            .presence = match.state == store::FileState::Missing || match.path.empty() ? collection::Presence::Gone : collection::Presence::Here,
            .title = match.title, .artist = match.artists.empty() ? std::string() : match.artists.front()};
}

Result<std::vector<collection::Match>> matchesOf(Result<std::vector<store::RecordingMatch>> found)
{
    if (!found) return fail(std::move(found).error());
    std::vector<collection::Match> matches;
    std::ranges::transform(*found, std::back_inserter(matches), matchOf);
    return matches;
}

collection::Probed probedOf(const Task &task, const probe::Report &report)
{
    return {.path = task.file.path, .audioHash = report.audioHash, .duration = report.stream.duration,
            .releaseTrack = report.tags.musicBrainz.releaseTrack, .title = report.tags.title,
            .artist = report.tags.artists.empty() ? std::string() : report.tags.artists.front()};
}

} // namespace

Writer::Writer(Scan &scan, const std::vector<store::Root> &roots)
    : m_scan(scan), m_roots(roots), m_batch(scan.library, [this] { return nameAlbums(); })
{
    m_lookup = {.byHash = [&](const AudioHash &hash) { return matchesOf(m_scan.library.recordingsByHash(hash)); },
                .byPath = [&](std::string_view path) -> Result<std::optional<collection::Match>> {
                    auto found = m_scan.library.recordingByPath(path);
                    if (!found) return fail(std::move(found).error());
                    if (!*found) return std::nullopt;
                    return matchOf(**found);
                },
                .byReleaseTrack = [&](std::string_view id) { return matchesOf(m_scan.library.recordingsByReleaseTrack(id)); },
                .isElsewhere = [&](RecordingId recording, std::string_view path) { return m_scan.library.isElsewhere(recording, path); }};
}

Result<> Writer::flag(const collection::Changes &changes)
{
    if (changes.missing.empty() && changes.returned.empty()) return {};
    if (auto begun = m_batch.change(); !begun) return begun;
    if (auto done = m_scan.library.markMissing(changes.missing, m_scan.order.now); !done) return done;
    if (auto done = m_scan.library.markReturned(changes.returned, m_scan.order.now); !done) return done;
    m_scan.result.missing += changes.missing.size();
    m_flagged.insert(changes.missing.begin(), changes.missing.end());
    m_scan.result.updated += changes.returned.size();
    return {};
}

Result<> Writer::take(const Task &task, Result<probe::Report> report)
{
    if (report && report->audioError) report = fail(std::move(*report->audioError));
    if (report && !report->hashed) report = fail(ErrorCode::Corrupt, displayText(task.file.path) + " holds no audio");
    if (!report) return refuse(task, report.error());
    if (auto begun = m_batch.change(); !begun) return begun;
    const collection::Probed probed = probedOf(task, *report);
    auto identity = collection::identifyByAudio(probed, m_lookup);
    if (!identity) return fail(std::move(identity).error());
    if (*identity) return save(task, *std::move(report), **identity);
    const auto weaker = collection::identifyOtherwise(probed, m_lookup);
    if (!weaker) return fail(weaker.error());
    if (weaker->whereabouts == collection::Whereabouts::New) return save(task, *std::move(report), *weaker);
    m_waiting.push_back({&task, *std::move(report)});
    return {};
}

Result<> Writer::finish()
{
    for (Waiting &each : std::exchange(m_waiting, {})) {
        if (auto begun = m_batch.change(); !begun) return begun;
        const collection::Probed probed = probedOf(*each.task, each.report);
        // One of those that waited may have brought the audio meanwhile.
        const auto byAudio = collection::identifyByAudio(probed, m_lookup);
        if (!byAudio) return fail(byAudio.error());
        const auto identity = *byAudio ? Result<collection::Identity>(**byAudio) : collection::identifyOtherwise(probed, m_lookup);
        if (!identity) return fail(identity.error());
        if (auto saved = save(*each.task, std::move(each.report), *identity); !saved) return saved;
    }
    return m_batch.commit();
}

Result<> Writer::refuse(const Task &task, const Error &error)
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
                                            m_scan.order.now);
    if (!saved) return fail(std::move(saved).error());
    return {};
}

Result<> Writer::save(const Task &task, probe::Report report, const collection::Identity &identity)
{
    const collection::FoundFile &file = task.file;
    const store::RecordingEvidence evidence{.audioHash = report.audioHash, .duration = report.stream.duration,
                                            .releaseTrack = report.tags.musicBrainz.releaseTrack};
    RecordingId recording = identity.recording;
    using enum collection::Whereabouts;
    if (identity.whereabouts == New) {
        auto made = m_scan.library.newRecording(evidence, m_scan.order.now);
        if (!made) return fail(std::move(made).error());
        recording = *made;
    } else if (auto added = m_scan.library.addEvidence(recording, evidence, m_scan.order.now); !added) {
        return added;
    }
    if (identity.whereabouts == SamePath && identity.evidence != collection::Evidence::AudioHash) {
        // Encoded anew in place: the same recording, but it may sound different.
        const std::array replaced{recording};
        if (auto forgotten = m_scan.library.forgetDescriptors(replaced); !forgotten) return forgotten;
    }
    if (identity.whereabouts == Moved) {
        if (auto moved = m_scan.library.moveFile(identity.from, m_roots[file.root].id, file.path, m_scan.order.now); !moved) return moved;
        ++m_scan.result.moved;
        m_scan.result.missing -= m_flagged.erase(identity.from);
    } else if (task.path == Task::Path::Known) {
        ++m_scan.result.updated;
    } else {
        ++m_scan.result.added;
    }
    auto saved = m_scan.library.saveFile({.root = m_roots[file.root].id, .path = file.path, .size = file.size, .modified = file.modified,
                                          .recording = recording, .audioHash = report.audioHash, .album = {}, .tags = std::move(report.tags), .stream = report.stream},
                                         m_scan.order.now);
    if (!saved) return fail(std::move(saved).error());
    m_touched.insert(collection::albumFolder(file.path));
    return {};
}

/// Albums are seen only when the files of a folder are looked at together.
Result<> Writer::nameAlbums()
{
    for (const std::string &folder : std::exchange(m_touched, {})) {
        const auto near = m_scan.library.tracksNear(folder);
        if (!near) return fail(near.error());
        std::vector<const Track *> tracks;
        std::vector<collection::FolderFile> files;
        for (const Track &track : *near) {
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

} // namespace taraf::work
