/// @file Which rules gave way in a radio, for people. Private to the room.
#pragma once

#include "radio_history.h"

#include <format>
#include <string>
#include <utility>
#include <vector>

namespace taraf::recommend {

/// Counts what gave way. What it looks at must outlive it.
class RadioNotes
{
public:
    RadioNotes(const Rules &rules, const RadioHistory &history) : m_rules(rules), m_history(history) {}

    /// For one that is given now.
    [[nodiscard]] std::vector<std::string> whatGaveWay(const Playable &song)
    {
        std::vector<std::string> out;
        const auto note = [&](bool gave, int &count, std::string what) {
            if (!gave) return;
            ++count;
            out.push_back(std::move(what));
        };
        m_mostOfOne = std::max(m_mostOfOne, m_history.timesWith(song));
        m_mostOfAlbum = std::max(m_mostOfAlbum, m_history.timesOfAlbum(song));
        int unused = 0;
        note(m_rules.perArtist > 0 && m_history.timesWith(song) > m_rules.perArtist, unused, std::format("per-artist {}: number {} by the artist", m_rules.perArtist, m_history.timesWith(song)));
        note(m_rules.perAlbum > 0 && m_history.timesOfAlbum(song) > m_rules.perAlbum, unused, std::format("per-album {}: number {} of the album", m_rules.perAlbum, m_history.timesOfAlbum(song)));
        const int artist = m_history.sinceArtist(song);
        note(artist == 0 && m_rules.artistSpacing > 0, m_inARow, "artist-spacing: the same artist as before");
        note(artist > 0 && artist < m_rules.artistSpacing, m_artistsClose, std::format("artist-spacing {}: {} between", m_rules.artistSpacing, artist));
        note(m_history.sinceAlbum(song) < m_rules.albumSpacing, m_albumsClose, std::format("album-spacing {}: {} between", m_rules.albumSpacing, m_history.sinceAlbum(song)));
        note(song.heardLately, m_heardLately, std::format("repeat-window: heard within {} days", m_rules.repeatWindow));
        note(song.otherVersionGiven, m_versions, "versions one: another version was there");
        note(song.nearDuplicateGiven, m_nearDuplicates, "near-duplicate: one that sounds the same was there");
        return out;
    }

    [[nodiscard]] std::vector<std::string> sentences(std::size_t given, std::size_t length) const
    {
        std::vector<std::string> out;
        const auto say = [&](int count, const std::string &what) {
            if (count > 0) out.push_back(what + " " + (count == 1 ? "once" : std::to_string(count) + " times"));
        };
        if (m_rules.perArtist > 0 && m_mostOfOne > m_rules.perArtist) {
            out.push_back(std::format("too few artists are near enough to keep to {} of each: one has {}", m_rules.perArtist, m_mostOfOne));
        }
        if (m_rules.perAlbum > 0 && m_mostOfAlbum > m_rules.perAlbum) {
            out.push_back(std::format("too few albums are near enough to keep to {} of each: one has {}", m_rules.perAlbum, m_mostOfAlbum));
        }
        say(m_artistsClose, std::format("an artist came again after fewer than {} others", m_rules.artistSpacing));
        say(m_albumsClose, std::format("tracks of one album came closer together than {} apart", m_rules.albumSpacing));
        say(m_heardLately, std::format("for want of others a track heard in the last {} days came", m_rules.repeatWindow));
        say(m_versions, "another version of a song came");
        say(m_nearDuplicates, "a track that sounds the same as another came");
        say(m_inARow, "an artist came twice in a row");
        if (given < length) {
            out.push_back(std::format("there is nothing left to play after {} track{}, {} were asked for", given, given == 1 ? "" : "s", length));
        }
        return out;
    }

private:
    const Rules &m_rules;
    const RadioHistory &m_history;
    int m_versions = 0, m_nearDuplicates = 0, m_albumsClose = 0, m_artistsClose = 0, m_inARow = 0, m_heardLately = 0, m_mostOfOne = 0, m_mostOfAlbum = 0;
};

} // namespace taraf::recommend
