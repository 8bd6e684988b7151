/// @file How often artists and albums have come. Private to the room.
#pragma once

#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace taraf::recommend {

/// Counts what was listed against perArtist and perAlbum. Names that stand for nobody are not counted.
class Caps
{
public:
    explicit Caps(const Rules &rules) : m_perArtist(rules.perArtist), m_perAlbum(rules.perAlbum) {}

    [[nodiscard]] bool allows(const Song &song) const
    {
        const bool artists = m_perArtist <= 0 || std::ranges::none_of(song.artistKeys, [&](const std::string &key) { return of(m_artists, key) >= m_perArtist; });
        return artists && (m_perAlbum <= 0 || of(m_albums, song.album) < m_perAlbum);
    }

    void count(const Song &song)
    {
        for (auto key = song.artistKeys.begin(); key != song.artistKeys.end(); ++key) {
            if (!isNobody(*key) && std::find(song.artistKeys.begin(), key, *key) == key) ++m_artists[*key];
        }
        if (song.album.isValid()) ++m_albums[song.album];
    }

private:
    template<class Counts, class Key> static int of(const Counts &counts, const Key &key)
    {
        const auto found = counts.find(key);
        return found == counts.end() ? 0 : found->second;
    }

    int m_perArtist, m_perAlbum;
    std::unordered_map<std::string, int> m_artists;
    std::unordered_map<AlbumId, int> m_albums;
};

} // namespace taraf::recommend
