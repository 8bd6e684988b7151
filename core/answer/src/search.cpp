#include "parts.h"

namespace taraf::answer {

Result<SearchAnswer> Answers::search(const std::string &words, std::size_t most) const
{
    store::Library &library = m_parts->library;
    const auto recordings = library.tracksNamed(words, most);
    if (!recordings) return fail(recordings.error());
    auto tracks = library.tracks(*recordings);
    if (!tracks) return fail(std::move(tracks).error());
    SearchAnswer answer{.tracks = *std::move(tracks), .albums = {}};
    const auto albums = library.albumsNamed(words, most);
    if (!albums) return fail(albums.error());
    for (const AlbumId id : *albums) {
        auto album = library.albumTracks(id);
        if (!album) return fail(std::move(album).error());
        if (!album->empty()) answer.albums.push_back(*std::move(album)); // its last file may have gone this moment
    }
    return answer;
}

Result<std::optional<Track>> Answers::track(const std::string &absolutePath) const { return m_parts->library.trackByPath(absolutePath); }

} // namespace taraf::answer
