#include "opinion_row.h"
#include "slim_row.h"
#include "track_row.h"

#include "tag_bytes.h"

namespace taraf::store {

Result<Track> trackOf(const Bound &row)
{
    Track track{.file = row.id<FileId>(0), .recording = row.id<RecordingId>(1), .album = row.id<AlbumId>(2), .path = row.text(3), .tags = {}, .stream = {}};
    Tags &tags = track.tags;
    tags.title = row.text(4);
    tags.artists = unpackNames(row.view(5));
    tags.album = row.text(6);
    tags.genres = unpackNames(row.view(7));
    tags.track = row.number(8);
    tags.disc = row.number(9);
    tags.year = row.number(10);
    if (auto rest = unpackTags(row.view(11), tags, track.stream); !rest) return fail(std::move(rest).error());
    track.stream.duration = Milliseconds{row.integer(12)};
    track.opinion = opinionOf(row, 13);
    return track;
}

namespace {

/// Of a statement that asks for paths between "folder/" and "folder0", the byte after '/'.
Result<> eachBetween(Bound &row, std::string_view folder, const std::function<void(Track &)> &take)
{
    while (folder.ends_with('/')) folder.remove_suffix(1);
    const std::string from = std::string(folder) + "/";
    const std::string to = std::string(folder) + "0";
    row.bytes(1, std::string_view(from)).bytes(2, std::string_view(to));
    while (row.step()) {
        auto track = trackOf(row);
        if (!track) return fail(std::move(track).error());
        take(*track);
    }
    return {};
}

Result<std::vector<Track>> tracksBetween(Bound row, std::string_view folder)
{
    std::vector<Track> found;
    auto read = eachBetween(row, folder, [&](Track &track) { found.push_back(std::move(track)); });
    if (!read) return fail(std::move(read).error());
    return found;
}

} // namespace

Result<std::vector<Track>> Library::tracks(std::span<const RecordingId> recordings)
{
    return m_impl->readTogether([&]() -> Result<std::vector<Track>> {
        std::vector<Track> found;
        found.reserve(recordings.size());
        for (const RecordingId recording : recordings) {
            Bound row = m_impl->use(Query::FindTrackByRecording);
            if (!row.id(1, recording).step()) continue;
            auto track = trackOf(row);
            if (!track) return fail(std::move(track).error());
            found.push_back(*std::move(track));
        }
        return found;
    });
}

Result<std::optional<Track>> Library::trackByPath(std::string_view absolutePath)
{
    return m_impl->read([&]() -> Result<std::optional<Track>> {
        Bound row = m_impl->use(Query::FindTrackByPath);
        if (!row.bytes(1, absolutePath).step()) return std::nullopt;
        auto track = trackOf(row);
        if (!track) return fail(std::move(track).error());
        return *std::move(track);
    });
}

Result<std::optional<Track>> Library::trackByRelativePath(std::string_view relative)
{
    auto all = roots();
    if (!all) return fail(std::move(all).error());
    for (const Root &root : *all) {
        const std::string path = (root.path == "/" ? std::string() : root.path) + "/" + std::string(relative);
        auto track = trackByPath(path);
        if (!track || *track) return track;
    }
    return std::nullopt;
}

Result<std::vector<Track>> Library::tracksUnder(std::string_view folder)
{
    return m_impl->read([&] { return tracksBetween(m_impl->use(Query::ListTracksUnder), folder); });
}

Result<> Library::eachTrackUnder(std::string_view folder, const std::function<void(const Track &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListTracksUnder);
        return eachBetween(row, folder, take);
    });
}

Result<std::vector<Track>> Library::tracksNear(std::string_view folder)
{
    return m_impl->read([&] { return tracksBetween(m_impl->use(Query::ListTracksNear), folder); });
}

Result<std::vector<Slim>> Library::slims(std::span<const RecordingId> recordings)
{
    return m_impl->readTogether([&]() -> Result<std::vector<Slim>> {
        std::vector<Slim> found;
        found.reserve(recordings.size());
        for (const RecordingId recording : recordings) {
            Bound row = m_impl->use(Query::FindSlim);
            if (row.id(1, recording).step()) fill(found.emplace_back(), row);
        }
        return found;
    });
}

Result<> Library::eachSlim(const std::function<void(const Slim &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListSlims);
        Slim slim;
        while (row.step()) {
            if (row.id<RecordingId>(1) == slim.recording) continue;
            fill(slim, row);
            take(slim);
        }
        return {};
    });
}

} // namespace taraf::store
