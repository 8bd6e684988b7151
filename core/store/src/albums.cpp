#include "opinion_row.h"
#include "slim_row.h"
#include "track_row.h"

#include <algorithm>
#include <tuple>

namespace taraf::store {

Result<AlbumId> Library::saveAlbum(std::string_view key, std::string_view title, std::string_view artist)
{
    if (key.empty()) return fail(ErrorCode::InvalidArgument, "an album needs a key");
    return m_impl->write([&]() -> Result<AlbumId> {
        const std::string k(key);
        const std::string t(title);
        const std::string a(artist);
        return m_impl->use(Query::SaveAlbum).text(1, k).text(2, t).text(3, a).returnedId<AlbumId>();
    });
}

Result<std::vector<Track>> Library::albumTracks(AlbumId album)
{
    return m_impl->read([&]() -> Result<std::vector<Track>> {
        std::vector<Track> found;
        Bound row = m_impl->use(Query::ListTracksOfAlbum);
        row.id(1, album);
        while (row.step()) {
            if (!found.empty() && found.back().recording == row.id<RecordingId>(1)) continue;
            auto track = trackOf(row);
            if (!track) return fail(std::move(track).error());
            found.push_back(*std::move(track));
        }
        std::ranges::sort(found, {}, [](const Track &track) { return std::tie(track.tags.disc, track.tags.track, track.path); });
        return found;
    });
}

Result<Album> Library::album(AlbumId id)
{
    auto tracks = albumTracks(id);
    if (!tracks) return fail(std::move(tracks).error());
    if (tracks->empty()) return fail(ErrorCode::NotFound, "there is no such album, or none of its files is there");
    return m_impl->read([&]() -> Result<Album> {
        Album album{.id = id, .title = {}, .artist = {}, .tracks = {}};
        Bound row = m_impl->use(Query::FindAlbum);
        if (!row.id(1, id).step()) return fail(ErrorCode::NotFound, "there is no such album");
        album.title = row.text(0);
        album.artist = row.text(1);
        album.opinion = opinionOf(row, 2);
        for (const Track &track : *tracks) album.tracks.push_back(track.recording);
        return album;
    });
}

Result<std::vector<AlbumId>> Library::albumsHolding(std::span<const RecordingId> recordings, const std::unordered_set<AlbumId> &except, std::size_t most)
{
    return m_impl->readTogether([&]() -> Result<std::vector<AlbumId>> {
        std::vector<AlbumId> found;
        std::unordered_set<AlbumId> seen = except;
        for (const RecordingId recording : recordings) {
            if (found.size() >= most) break;
            Bound row = m_impl->use(Query::FindAlbumOfRecording);
            if (!row.id(1, recording).step() || row.isNull(0)) continue;
            if (const auto album = row.id<AlbumId>(0); seen.insert(album).second) found.push_back(album);
        }
        return found;
    });
}

Result<std::vector<ShelvedAlbum>> Library::shelf(std::span<const AlbumId> albums)
{
    struct Placed {
        Slim slim;
        int disc, track;
        std::string path;
    };
    return m_impl->readTogether([&]() -> Result<std::vector<ShelvedAlbum>> {
        std::vector<ShelvedAlbum> shelf;
        for (const AlbumId id : albums) {
            std::vector<Placed> placed;
            Bound row = m_impl->use(Query::ListSlimsOfAlbum);
            row.id(1, id);
            while (row.step()) {
                if (!placed.empty() && placed.back().slim.recording == row.id<RecordingId>(1)) continue;
                Placed &each = placed.emplace_back(Slim{}, row.number(8), row.number(9), row.text(10));
                fill(each.slim, row);
            }
            Bound named = m_impl->use(Query::FindAlbum);
            if (placed.empty() || !named.id(1, id).step()) continue;
            std::ranges::sort(placed, {}, [](const Placed &each) { return std::tie(each.disc, each.track, each.path); });
            ShelvedAlbum &album = shelf.emplace_back(ShelvedAlbum{.album = {.id = id, .title = named.text(0), .artist = named.text(1), .tracks = {}, .opinion = opinionOf(named, 2)}, .slims = {}});
            for (Placed &each : placed) {
                album.album.tracks.push_back(each.slim.recording);
                album.slims.push_back(std::move(each.slim));
            }
        }
        return shelf;
    });
}

Result<std::vector<AlbumRow>> Library::albums(std::size_t minTracks)
{
    return m_impl->read([&]() -> Result<std::vector<AlbumRow>> {
        std::vector<AlbumRow> all;
        Bound row = m_impl->use(Query::ListAlbums);
        row.integer(1, static_cast<std::int64_t>(minTracks));
        while (row.step()) {
            all.push_back({.id = row.id<AlbumId>(0),
                           .title = row.text(1),
                           .artist = row.text(2),
                           .year = row.number(3),
                           .tracks = static_cast<std::size_t>(row.integer(4))});
        }
        return all;
    });
}

} // namespace taraf::store
