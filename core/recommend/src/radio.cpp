#include "taraf/recommend/radio.h"

#include "radio_pool.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace taraf::recommend {
namespace {

/// How far a seed that has drawn one song more than the least heard one stands back, in deviations.
constexpr float kTurn = 0.5F;

/// The noise has this height at least (times variety), for pools in which all is equally near.
constexpr float kLeastDeviation = 0.01F;

constexpr PartWeights kOverall = weights(Focus::Overall);

std::uint64_t splitMix(std::uint64_t state) noexcept
{
    state += 0x9E3779B97F4A7C15U;
    state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9U;
    state = (state ^ (state >> 27U)) * 0x94D049BB133111EBU;
    return state ^ (state >> 31U);
}

/// [-1, 1), from what identifies the draw, so that the order of the pool makes no difference.
float noise(std::uint64_t seed, RecordingId recording, std::size_t step) noexcept
{
    const std::uint64_t bits = splitMix(splitMix(splitMix(seed) ^ static_cast<std::uint64_t>(recording.value())) ^ static_cast<std::uint64_t>(step));
    return static_cast<float>(static_cast<double>(bits >> 11U) * 0x1.0p-52 - 1.0);
}

/// What is asked of the next song. The rules give way in the order of the members.
struct Demands {
    bool capMayRise = false;
    bool otherVersions = false;
    bool nearDuplicates = false;
    int albumSpacing = 0;
    bool artistInARow = false;
};

class Walk
{
public:
    Walk(const RadioRequest &request, RadioPool pool, const Calibration &calibration)
        : m_request(request), m_pool(std::move(pool)), m_calibration(calibration), m_artistCount(m_pool.artists.size(), 0),
          m_drawn(m_pool.anchors.size(), 0)
    {
        m_cap = request.perArtist > 0 ? request.perArtist : std::numeric_limits<int>::max();
        if (request.rules.whenDry == WhenDry::Relax) m_cap = lowestCap(m_cap);
        for (Playable &song : m_pool.songs) song.toPrevious = song.nearest;
        for (const Song *anchor : m_pool.anchors) {
            for (Playable &song : m_pool.songs) markIfNearDuplicate(song, *anchor, cosine(anchor->vector, song.song->vector, kOverall));
        }
        if (m_request.seeds.size() == 1) {
            m_previousArtists = artistNumbers(m_request.seeds.front(), m_pool.artists);
            m_artistCount.resize(m_pool.artists.size(), 0);
            m_albums.push_back(m_request.seeds.front().album);
        }
    }

    Radio run() &&
    {
        Radio out;
        const auto length = static_cast<std::size_t>(std::max(m_request.length, 0));
        while (out.picks.size() < length) {
            Playable *next = draw(length - out.picks.size(), out.picks.size());
            if (next == nullptr) break;
            out.picks.push_back(play(*next));
        }
        out.notes = notes(out.picks.size(), length);
        return out;
    }

private:
    /// How many songs could be played with each artist at most `cap` times.
    [[nodiscard]] std::size_t playableUnder(int cap, const std::vector<int> &songsOfArtist, int songsOfNobody) const
    {
        auto sum = static_cast<std::size_t>(songsOfNobody);
        for (const int songs : songsOfArtist) sum += static_cast<std::size_t>(std::min(songs, cap));
        return sum;
    }

    /// The lowest cap, from the wished one up, that can fill the list.
    [[nodiscard]] int lowestCap(int wished) const
    {
        std::vector<int> songsOfArtist(m_pool.artists.size(), 0);
        int songsOfNobody = 0;
        std::vector<bool> counted(static_cast<std::size_t>(m_pool.versionGroups), false);
        for (const Playable &song : m_pool.songs) {
            if (counted[static_cast<std::size_t>(song.versionGroup)]) continue;
            counted[static_cast<std::size_t>(song.versionGroup)] = true;
            if (song.mainArtist() == kNobody) {
                ++songsOfNobody;
            } else {
                ++songsOfArtist[static_cast<std::size_t>(song.mainArtist())];
            }
        }
        const int most = songsOfArtist.empty() ? 0 : *std::ranges::max_element(songsOfArtist);
        const auto length = static_cast<std::size_t>(std::max(m_request.length, 0));
        int cap = wished;
        while (cap < most && playableUnder(cap, songsOfArtist, songsOfNobody) < length) ++cap;
        return cap;
    }

    /// How often the most played of its artists would have been played.
    [[nodiscard]] int timesWith(const Playable &song) const
    {
        int times = 0;
        for (const int artist : song.artists) times = std::max(times, m_artistCount[static_cast<std::size_t>(artist)] + 1);
        return times;
    }

    [[nodiscard]] bool sharesPreviousArtist(const Playable &song) const
    {
        return std::ranges::any_of(song.artists, [&](int artist) { return std::ranges::find(m_previousArtists, artist) != m_previousArtists.end(); });
    }

    /// How many others lie between it and the last song of its album.
    [[nodiscard]] int sinceAlbum(const Playable &song) const
    {
        if (!song.song->album.isValid()) return std::numeric_limits<int>::max();
        const auto last = std::find(m_albums.rbegin(), m_albums.rend(), song.song->album);
        return last == m_albums.rend() ? std::numeric_limits<int>::max() : static_cast<int>(last - m_albums.rbegin());
    }

    /// All demands but the cap.
    [[nodiscard]] bool meets(const Playable &song, const Demands &demands) const
    {
        return !song.played && (demands.otherVersions || !song.otherVersionPlayed) && (demands.nearDuplicates || !song.nearDuplicatePlayed)
            && (demands.artistInARow || !sharesPreviousArtist(song)) && sinceAlbum(song) >= demands.albumSpacing;
    }

    [[nodiscard]] std::vector<Playable *> eligible(const Demands &demands)
    {
        std::vector<Playable *> out;
        int lowest = std::numeric_limits<int>::max();
        for (Playable &song : m_pool.songs) {
            if (!meets(song, demands)) continue;
            const int times = std::max(timesWith(song), m_cap);
            if (times > m_cap && !demands.capMayRise) continue;
            if (times < lowest) {
                lowest = times;
                out.clear();
            }
            if (times == lowest) out.push_back(&song);
        }
        return out;
    }

    Playable *draw(std::size_t left, std::size_t step)
    {
        Demands demands;
        demands.albumSpacing = std::max(m_request.rules.albumSpacing, 0);
        std::vector<Playable *> choice = eligible(demands);
        if (!choice.empty()) {
            keepThoseWhoMustPlayNow(choice, left);
            return best(choice, step);
        }
        if (m_request.rules.whenDry == WhenDry::EndShort) return nullptr;

        const auto tried = [&]() {
            choice = eligible(demands);
            return !choice.empty();
        };
        demands.capMayRise = true;
        if (tried()) return best(choice, step);
        demands.otherVersions = true;
        if (tried()) return best(choice, step);
        demands.nearDuplicates = true;
        if (tried()) return best(choice, step);
        while (demands.albumSpacing > 0) {
            --demands.albumSpacing;
            if (tried()) return best(choice, step);
        }
        // An artist twice in a row; then from as far back on the album as there is.
        demands.artistInARow = true;
        for (demands.albumSpacing = std::max(m_request.rules.albumSpacing, 0); demands.albumSpacing >= 0; --demands.albumSpacing) {
            if (tried()) return best(choice, step);
        }
        return nullptr;
    }

    /// If one artist has so many of the songs left that waiting would put them side by side, only theirs stay in the choice.
    void keepThoseWhoMustPlayNow(std::vector<Playable *> &choice, std::size_t left) const
    {
        std::vector<int> available(m_pool.artists.size(), 0);
        std::vector<bool> counted(static_cast<std::size_t>(m_pool.versionGroups), false);
        std::size_t total = 0;
        for (const Playable &song : m_pool.songs) {
            if (song.played || song.otherVersionPlayed || song.nearDuplicatePlayed || timesWith(song) > m_cap) continue;
            if (counted[static_cast<std::size_t>(song.versionGroup)]) continue;
            counted[static_cast<std::size_t>(song.versionGroup)] = true;
            if (song.mainArtist() == kNobody) {
                ++total;
                continue;
            }
            const auto artist = static_cast<std::size_t>(song.mainArtist());
            if (available[artist] < m_cap - m_artistCount[artist]) {
                ++available[artist];
                ++total;
            }
        }
        const auto strongest = std::ranges::max_element(available);
        if (strongest == available.end() || *strongest == 0) return;
        const auto artist = static_cast<int>(strongest - available.begin());
        const auto theirs = static_cast<std::size_t>(*strongest);
        const std::size_t others = total - theirs;
        if (others == 0) return;
        // The longest row without neighbours of one artist that can follow on playing one of the others, and one of theirs.
        const std::size_t afterOther = std::min(theirs + others - 1, 2 * (others - 1) + 1);
        const std::size_t afterTheirs = std::min(theirs - 1 + others, 2 * others);
        if (afterOther >= std::min(left - 1, afterTheirs)) return;
        std::vector<Playable *> now;
        std::ranges::copy_if(choice, std::back_inserter(now), [&](const Playable *song) { return song->mainArtist() == artist; });
        if (!now.empty()) choice = std::move(now);
    }

    /// The anchor that draws it, seeds that have drawn more than others standing back a little.
    [[nodiscard]] std::size_t drawingAnchor(const Playable &song) const
    {
        std::size_t best = 0;
        for (std::size_t s = 1; s < song.toSeeds.size(); ++s) {
            if (pull(song, s) > pull(song, best)) best = s;
        }
        return best;
    }

    [[nodiscard]] float pull(const Playable &song, std::size_t anchor) const
    {
        return song.toSeeds[anchor] - kTurn * m_pool.deviation * static_cast<float>(m_drawn[anchor] - m_leastDrawn);
    }

    Playable *best(const std::vector<Playable *> &choice, std::size_t step)
    {
        const RadioRules &rules = m_request.rules;
        const float height = rules.variety * std::max(m_pool.deviation, kLeastDeviation);
        Playable *chosen = nullptr;
        float highest = 0;
        for (Playable *song : choice) {
            const float score = rules.anchor * pull(*song, drawingAnchor(*song)) + rules.flow * song->toPrevious
                + height * noise(m_request.seed, song->song->recording, step);
            const bool wins = chosen == nullptr || score > highest || (score == highest && song->song->recording < chosen->song->recording);
            if (wins) {
                chosen = song;
                highest = score;
            }
        }
        return chosen;
    }

    RadioPick play(Playable &song)
    {
        RadioPick pick{song.index, song.song->recording, song.nearest, song.toPrevious, reason(song)};
        noteWhatGaveWay(song);

        ++m_drawn[drawingAnchor(song)];
        m_leastDrawn = *std::ranges::min_element(m_drawn);
        for (const int artist : song.artists) ++m_artistCount[static_cast<std::size_t>(artist)];
        m_previousArtists = song.artists;
        m_albums.push_back(song.song->album);
        m_previous = song.song;
        song.played = true;
        for (Playable &other : m_pool.songs) {
            if (other.versionGroup == song.versionGroup) other.otherVersionPlayed = true;
        }
        follow(*song.song);
        return pick;
    }

    /// How near each is to what was just played. The overall part serves both the flow and the search for near-duplicates.
    void follow(const Song &played)
    {
        PartWeights rest = m_request.weights;
        rest[0] = 0;
        for (Playable &other : m_pool.songs) {
            if (other.played) continue;
            const float overall = cosine(played.vector, other.song->vector, kOverall);
            other.toPrevious = m_request.weights[0] * overall + cosine(played.vector, other.song->vector, rest);
            markIfNearDuplicate(other, played, overall);
        }
    }

    void markIfNearDuplicate(Playable &other, const Song &played, float overall) const
    {
        const RadioRules &rules = m_request.rules;
        const bool sameTitle = !played.titleKey.empty() && played.titleKey == other.song->titleKey;
        if (overall > rules.nearDuplicate || (sameTitle && overall > rules.nearDuplicateSameTitle)) other.nearDuplicatePlayed = true;
    }

    void noteWhatGaveWay(const Playable &song)
    {
        m_cap = std::max(m_cap, timesWith(song));
        m_versions += song.otherVersionPlayed ? 1 : 0;
        m_nearDuplicates += song.nearDuplicatePlayed ? 1 : 0;
        m_albumsClose += sinceAlbum(song) < m_request.rules.albumSpacing ? 1 : 0;
        m_inARow += sharesPreviousArtist(song) ? 1 : 0;
        for (const int artist : song.artists) m_mostOfOne = std::max(m_mostOfOne, m_artistCount[static_cast<std::size_t>(artist)] + 1);
    }

    [[nodiscard]] Why reason(const Playable &song) const
    {
        const auto nearest = static_cast<std::size_t>(std::ranges::max_element(song.toSeeds) - song.toSeeds.begin());
        const Song &seed = *m_pool.anchors[nearest];
        Why toSeed = explain(*song.song, partCosines(seed.vector, song.song->vector), {&seed, 1}, m_calibration, Against::Seed);
        if (m_previous == nullptr) return toSeed;
        Why toPrevious = explain(*song.song, partCosines(m_previous->vector, song.song->vector), {m_previous, 1}, m_calibration, Against::Previous);
        const auto heard = [](const Why &why) { return why.alikeAsAWhole || !why.alike.empty(); };
        if (heard(toSeed) != heard(toPrevious)) return heard(toSeed) ? toSeed : toPrevious;
        return song.toPrevious > song.nearest ? toPrevious : toSeed;
    }

    [[nodiscard]] std::vector<std::string> notes(std::size_t played, std::size_t length) const
    {
        std::vector<std::string> out;
        const auto times = [](int count) { return count == 1 ? std::string("once") : std::to_string(count) + " times"; };
        if (m_request.perArtist > 0 && m_mostOfOne > m_request.perArtist) {
            out.push_back("too few artists are near enough to keep to " + std::to_string(m_request.perArtist) + " of each: one has "
                          + std::to_string(m_mostOfOne));
        }
        if (m_versions > 0) out.push_back("another version of a song came " + times(m_versions));
        if (m_nearDuplicates > 0) out.push_back("a track that sounds the same as another came " + times(m_nearDuplicates));
        if (m_albumsClose > 0) {
            out.push_back("tracks of one album came closer together than " + std::to_string(m_request.rules.albumSpacing) + " apart "
                          + times(m_albumsClose));
        }
        if (m_inARow > 0) out.push_back("an artist came twice in a row " + times(m_inARow));
        if (played < length) {
            out.push_back("there is nothing left to play after " + std::to_string(played) + (played == 1 ? " track" : " tracks") + ", "
                          + std::to_string(length) + " were asked for");
        }
        return out;
    }

    const RadioRequest &m_request;
    RadioPool m_pool;
    const Calibration &m_calibration;
    int m_cap = 0;
    std::vector<int> m_artistCount;
    std::vector<int> m_drawn;    ///< songs that each anchor has drawn
    int m_leastDrawn = 0;
    std::vector<int> m_previousArtists;
    std::vector<AlbumId> m_albums; ///< of what was played, in order
    const Song *m_previous = nullptr;
    int m_versions = 0, m_nearDuplicates = 0, m_albumsClose = 0, m_inARow = 0, m_mostOfOne = 0;
};

} // namespace

Radio radio(const RadioRequest &request, std::span<const Song> pool, const Calibration &calibration)
{
    RadioPool playable = makeRadioPool(request, pool);
    if (playable.anchors.empty()) {
        Radio silent;
        silent.notes.emplace_back("none of the seeds has been listened to yet; run taraf rescan");
        return silent;
    }
    return Walk(request, std::move(playable), calibration).run();
}

} // namespace taraf::recommend
