#include "taraf/recommend/album_radio.h"

#include "album_songs.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace taraf::recommend {
namespace {

/// An album that may be given.
struct Shelved {
    const AlbumTracks *tracks = nullptr;
    std::vector<float> middle;
    float toSeed = 0, toPrevious = 0;
    float played = 0, skipped = 0, rejected = 0;
    bool isOver = false; ///< given, or of a rejected artist
};

class Walk
{
public:
    Walk(const AlbumRadioRequest &request, std::span<const AlbumTracks> shelf, const Calibration &calibration) : m_request(request), m_calibration(calibration)
    {
        const Admission admission(request.rules, request.from.songs);
        const MetSongs asked = metSongs(request.from.songs, calibration);
        double sum = 0;
        double squares = 0;
        for (const AlbumTracks &album : shelf) {
            if (!album.album.isValid() || album.album == request.from.album || album.songs.empty()) continue;
            const auto excluded = static_cast<std::size_t>(std::ranges::count_if(album.songs, [&](const Song &song) { return !admission.hasGenre(song) || !admission.hasYear(song) || !admission.isWanted(song); }));
            const std::size_t shared = album.songs.size() - withoutVersions(album.songs, asked, request.rules).size();
            if (areMost(excluded, album.songs.size()) || areMost(shared, album.songs.size())) continue;
            Shelved &each = m_shelf.emplace_back(&album, meanVector(album.songs));
            each.toSeed = each.toPrevious = setSimilarity(request.from.songs, album.songs, request.weights);
            sum += static_cast<double>(each.toSeed);
            squares += static_cast<double>(each.toSeed) * static_cast<double>(each.toSeed);
        }
        std::ranges::sort(m_shelf, {}, [](const Shelved &each) { return each.tracks->album; });
        const auto count = static_cast<double>(std::max<std::size_t>(m_shelf.size(), 1));
        m_deviation = static_cast<float>(std::sqrt(std::max(0.0, squares / count - (sum / count) * (sum / count))));
        for (const GivenSong &given : request.given) take(given);
    }

    AlbumRadio run() &&
    {
        AlbumRadio out;
        const auto length = static_cast<std::size_t>(std::max(m_request.length, 0));
        while (out.picks.size() < length) {
            if (m_current == nullptr) begin(best());
            if (m_current == nullptr) break;
            out.picks.push_back(give());
        }
        if (m_inARow > 0) out.notes.push_back(std::format("for want of others an artist's albums came in a row {}", m_inARow == 1 ? "once" : std::to_string(m_inARow) + " times"));
        if (out.picks.size() < length) {
            out.notes.push_back(std::format("there is nothing left to play after {} track{}, {} were asked for", out.picks.size(), out.picks.size() == 1 ? "" : "s", length));
        }
        return out;
    }

private:
    static std::size_t placeIn(const Shelved &album, const Song &song)
    {
        const std::vector<Song> &songs = album.tracks->songs;
        return static_cast<std::size_t>(std::ranges::find(songs, song.recording, &Song::recording) - songs.begin());
    }

    /// The album that a song was given as a part of, which may lie on several: the one being given, else one that it begins, else its own.
    [[nodiscard]] Shelved *albumOf(const Song &song)
    {
        if (m_current != nullptr && placeIn(*m_current, song) < m_current->tracks->songs.size()) return m_current;
        Shelved *found = nullptr;
        for (Shelved &each : m_shelf) {
            const std::size_t place = placeIn(each, song);
            if (each.isOver || place == each.tracks->songs.size()) continue;
            if (place == 0) return &each;
            if (found == nullptr || each.tracks->album == song.album) found = &each;
        }
        return found;
    }

    void take(const GivenSong &given)
    {
        const Song &song = given.song;
        if (Shelved *album = albumOf(song)) {
            if (album != m_current) begin(album);
            m_next = placeIn(*album, song) + 1;
            if (m_next >= album->tracks->songs.size() || given.state == RadioState::Rejected) end();
        }
        if (song.vector.size() != kVectorSize) return;
        for (Shelved &each : m_shelf) {
            const float above = cosine(song.vector, each.middle, m_request.weights) - m_calibration.mean;
            if (given.state == RadioState::Played) each.played += above;
            if (given.state == RadioState::Skipped) each.skipped = std::max(each.skipped, above);
            if (given.state == RadioState::Rejected) each.rejected = std::max(each.rejected, above);
            if (given.state != RadioState::Rejected) continue;
            Song artist;
            artist.artistKeys = each.tracks->artistKeys;
            each.isOver = each.isOver || shareArtist(artist, song);
        }
        m_playedCount += given.state == RadioState::Played ? 1 : 0;
    }

    [[nodiscard]] bool isByThePrevious(const Shelved &each) const
    {
        if (m_previous == nullptr) return false;
        Song one;
        Song other;
        one.artistKeys = each.tracks->artistKeys;
        other.artistKeys = m_previous->tracks->artistKeys;
        return shareArtist(one, other);
    }

    [[nodiscard]] RadioTerms termsOf(const Shelved &each) const
    {
        const Rules &rules = m_request.rules;
        return {.seed = rules.anchor * each.toSeed,
                .turn = 0,
                .previous = rules.flow * each.toPrevious,
                .noise = rules.variety * m_deviation * noise(m_request.seed, each.tracks->album.value(), m_begun),
                .played = m_playedCount == 0 ? 0 : kPlayedDraws * each.played / static_cast<float>(m_playedCount),
                .skipped = -kSkippedRepels * each.skipped,
                .rejected = -kRejectedRepels * each.rejected};
    }

    [[nodiscard]] Shelved *best()
    {
        Shelved *chosen = nullptr;
        const auto better = [&](const Shelved &each) {
            const bool inARow = isByThePrevious(each);
            if (chosen == nullptr || inARow != isByThePrevious(*chosen)) return chosen == nullptr || !inARow;
            return termsOf(each).sum() > termsOf(*chosen).sum();
        };
        for (Shelved &each : m_shelf) {
            if (!each.isOver && better(each)) chosen = &each;
        }
        if (chosen != nullptr && isByThePrevious(*chosen)) ++m_inARow;
        return chosen;
    }

    /// An album is begun, and with it everything mostly made of its songs is over.
    void begin(Shelved *album)
    {
        end();
        if (album == nullptr) return;
        m_terms = termsOf(*album);
        m_toPrevious = album->toPrevious;
        m_current = album;
        m_next = 0;
        ++m_begun;
        album->isOver = true;
        const MetSongs given = metSongs(album->tracks->songs, m_calibration);
        for (Shelved &each : m_shelf) {
            if (each.isOver) continue;
            const std::size_t songs = each.tracks->songs.size();
            each.isOver = areMost(songs - withoutVersions(each.tracks->songs, given, m_request.rules).size(), songs);
            each.toPrevious = setSimilarity(album->tracks->songs, each.tracks->songs, m_request.weights);
        }
        m_previous = album;
    }

    void end() { m_current = nullptr; }

    AlbumRadioPick give()
    {
        const AlbumTracks &album = *m_current->tracks;
        AlbumRadioPick pick{.album = album.album, .recording = album.songs[m_next].recording, .track = m_next + 1, .of = album.songs.size(),
                            .toSeed = m_current->toSeed, .toPrevious = m_toPrevious, .terms = m_terms, .why = {}};
        const Song *song = nullptr;
        const Song *seed = nullptr;
        float nearest = -2;
        for (const Song &mine : album.songs) {
            for (const Song &theirs : m_request.from.songs) {
                const float near = cosine(mine.vector, theirs.vector, m_request.weights);
                if (near <= nearest) continue;
                nearest = near;
                song = &mine;
                seed = &theirs;
            }
        }
        if (song != nullptr) pick.why = explain(*song, partCosines(seed->vector, song->vector), {seed, 1}, m_calibration, Against::Seed);
        if (++m_next >= album.songs.size()) end();
        return pick;
    }

    const AlbumRadioRequest &m_request;
    const Calibration &m_calibration;
    std::vector<Shelved> m_shelf; ///< by album id
    float m_deviation = 0;        ///< of the nearness to the seed over the shelf
    Shelved *m_current = nullptr; ///< being given
    Shelved *m_previous = nullptr; ///< begun last
    std::size_t m_next = 0;       ///< its next song
    std::size_t m_begun = 0;
    RadioTerms m_terms;           ///< of the current one, when it was chosen
    float m_toPrevious = 0;
    int m_playedCount = 0, m_inARow = 0;
};

} // namespace

AlbumRadio albumRadio(const AlbumRadioRequest &request, std::span<const AlbumTracks> shelf, const Calibration &calibration)
{
    if (request.from.songs.empty()) return {.picks = {}, .notes = {"none of the seeds has been listened to yet; run taraf rescan"}};
    return Walk(request, shelf, calibration).run();
}

} // namespace taraf::recommend
