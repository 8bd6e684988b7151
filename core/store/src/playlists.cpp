#include "connection.h"

namespace taraf::store {
namespace {

/// Errors: InvalidArgument.
Result<> expectFree(Library::Impl &library, const std::string &name)
{
    if (name.empty()) return fail(ErrorCode::InvalidArgument, "a playlist needs a name");
    if (library.use(Query::CountPlaylist).text(1, name).number() == 0) return {};
    return fail(ErrorCode::InvalidArgument, "there is a playlist '" + name + "' already");
}

} // namespace

Result<std::vector<PlaylistHead>> Library::playlists()
{
    return m_impl->read([&]() -> Result<std::vector<PlaylistHead>> {
        std::vector<PlaylistHead> all;
        Bound row = m_impl->use(Query::ListPlaylists);
        while (row.step()) {
            all.push_back({.id = row.id<PlaylistId>(0), .name = row.text(1), .origin = row.text(2), .createdAt = UnixTime{row.integer(3)},
                           .changedAt = UnixTime{row.integer(4)}, .isRemoved = row.flag(5), .entries = static_cast<std::size_t>(row.integer(6))});
        }
        return all;
    });
}

Result<std::vector<KeptEntry>> Library::playlistEntries(PlaylistId playlist)
{
    return m_impl->read([&]() -> Result<std::vector<KeptEntry>> {
        std::vector<KeptEntry> all;
        Bound row = m_impl->use(Query::ListPlaylistEntries);
        row.id(1, playlist);
        while (row.step()) {
            all.push_back({.recording = row.id<RecordingId>(0),
                           .entry = {.path = row.text(1), .uri = row.text(2), .artist = row.text(3), .title = row.text(4), .album = row.text(5),
                                     .track = row.number(6), .duration = Milliseconds{row.integer(7)}}});
        }
        return all;
    });
}

Result<PlaylistId> Library::addPlaylist(std::string_view name, std::string_view origin, std::span<const KeptEntry> entries, UnixTime now)
{
    return m_impl->write([&]() -> Result<PlaylistId> {
        const std::string called(name);
        const std::string from(origin);
        if (auto isFree = expectFree(*m_impl, called); !isFree) return fail(std::move(isFree).error());
        for (const KeptEntry &each : entries) {
            if (each.recording.isValid() && !m_impl->exists(Query::CountRecording, each.recording.value())) {
                return fail(ErrorCode::InvalidArgument, "there is no such recording");
            }
        }
        m_impl->use(Query::AddPlaylist).text(1, called).text(2, from).integer(3, now.count()).run();
        const PlaylistId id(m_impl->lastId());
        std::int64_t position = 0;
        for (const auto &[recording, entry] : entries) {
            Bound row = m_impl->use(Query::AddPlaylistEntry);
            row.id(1, id).integer(2, ++position).id(3, recording).bytes(4, std::string_view(entry.path)).text(5, entry.uri);
            row.text(6, entry.artist).text(7, entry.title).text(8, entry.album).integer(9, entry.track).integer(10, entry.duration.count()).run();
        }
        return id;
    });
}

Result<> Library::renamePlaylist(PlaylistId playlist, std::string_view name, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        const std::string called(name);
        if (auto isFree = expectFree(*m_impl, called); !isFree) return isFree;
        if (m_impl->use(Query::RenamePlaylist).id(1, playlist).text(2, called).integer(3, now.count()).run() == 0) {
            return fail(ErrorCode::NotFound, "there is no such playlist");
        }
        return {};
    });
}

Result<> Library::removePlaylist(PlaylistId playlist)
{
    return m_impl->write([&]() -> Result<> {
        if (m_impl->use(Query::RemovePlaylist).id(1, playlist).run() == 0) return fail(ErrorCode::NotFound, "there is no such playlist");
        m_impl->use(Query::PrunePlaylists).integer(1, kRemovedPlaylists).run();
        return {};
    });
}

Result<> Library::bringBackPlaylist(PlaylistId playlist)
{
    return m_impl->write([&]() -> Result<> {
        Bound found = m_impl->use(Query::FindRemovedPlaylist);
        if (!found.id(1, playlist).step()) return fail(ErrorCode::NotFound, "there is no such removed playlist");
        if (auto isFree = expectFree(*m_impl, found.text(0)); !isFree) return isFree;
        m_impl->use(Query::ReturnPlaylist).id(1, playlist).run();
        return {};
    });
}

} // namespace taraf::store
