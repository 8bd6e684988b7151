/// @file Who came in a radio so far, how often and how long ago. Private to the room.
#pragma once

#include "radio_pool.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <vector>

namespace taraf::recommend {

/// Counts artists and albums against their caps, which rise with what came, and knows where each came last.
class RadioHistory
{
public:
    static constexpr int kNever = std::numeric_limits<int>::max();

    explicit RadioHistory(const Rules &rules) : m_artistCap(capOf(rules.perArtist)), m_albumCap(capOf(rules.perAlbum)) {}

    /// One more, by artists of these numbers.
    void place(const std::vector<int> &artists, AlbumId album)
    {
        for (const int artist : artists) {
            const int times = ++m_artists[artist].times;
            if (m_artistCap != kNever) m_artistCap = std::max(m_artistCap, times);
        }
        if (album.isValid()) {
            const int times = ++m_albums[album].times;
            if (m_albumCap != kNever) m_albumCap = std::max(m_albumCap, times);
        }
        remember(artists, album);
    }

    /// One that counts for the spacings alone.
    void remember(const std::vector<int> &artists, AlbumId album)
    {
        for (const int artist : artists) m_artists[artist].last = m_places;
        if (album.isValid()) m_albums[album].last = m_places;
        ++m_places;
    }

    [[nodiscard]] int timesOf(int artist) const { return of(m_artists, artist).times; }
    [[nodiscard]] int artistCap() const noexcept { return m_artistCap; }

    /// How often the most frequent of its artists, and its album, would have come.
    [[nodiscard]] int timesWith(const Playable &song) const
    {
        int times = 0;
        for (const int artist : song.artists) times = std::max(times, timesOf(artist) + 1);
        return times;
    }
    [[nodiscard]] int timesOfAlbum(const Playable &song) const { return song.song->album.isValid() ? of(m_albums, song.song->album).times + 1 : 0; }

    /// By how much it would be over the caps.
    [[nodiscard]] int overCaps(const Playable &song) const
    {
        return std::max({m_artistCap == kNever ? 0 : timesWith(song) - m_artistCap, m_albumCap == kNever ? 0 : timesOfAlbum(song) - m_albumCap, 0});
    }

    /// How many others lie between it and the last song of its artists, and of its album.
    [[nodiscard]] int sinceArtist(const Playable &song) const
    {
        int since = kNever;
        for (const int artist : song.artists) since = std::min(since, sinceLast(of(m_artists, artist)));
        return since;
    }
    [[nodiscard]] int sinceAlbum(const Playable &song) const { return song.song->album.isValid() ? sinceLast(of(m_albums, song.song->album)) : kNever; }

private:
    struct Came {
        int times = 0;
        int last = -1;
    };

    static int capOf(int rule) { return rule > 0 ? rule : kNever; }
    [[nodiscard]] int sinceLast(const Came &came) const { return came.last < 0 ? kNever : m_places - came.last - 1; }
    template<class Counts, class Key> [[nodiscard]] static Came of(const Counts &counts, const Key &key)
    {
        const auto found = counts.find(key);
        return found == counts.end() ? Came{} : found->second;
    }

    int m_artistCap, m_albumCap; ///< as far as they have risen
    std::unordered_map<int, Came> m_artists;
    std::unordered_map<AlbumId, Came> m_albums;
    int m_places = 0;
};

} // namespace taraf::recommend
