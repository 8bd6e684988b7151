#include "taraf/recommend/radio.h"

#include "radio_history.h"
#include "radio_notes.h"
#include "radio_pool.h"
#include "radio_told.h"

#include <algorithm>
#include <cmath>

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

/// What is asked of the next song. The rules give way in the order of radio.h.
struct Demands {
    bool capsMayRise = false;
    int artistSpacing = 0, albumSpacing = 0;
    bool heardLately = false;
    bool otherVersions = false;
    bool nearDuplicates = false;
};

class Walk
{
public:
    Walk(const RadioRequest &request, RadioPool pool, const Calibration &calibration)
        : m_request(request), m_rules(request.rules), m_pool(std::move(pool)), m_calibration(calibration), m_history(request.rules),
          m_drawn(m_pool.anchors.size(), 0)
    {
        for (Playable &song : m_pool.songs) song.toPrevious = song.nearest;
        for (const Song *anchor : m_pool.anchors) {
            if (!m_request.mayCome.contains(anchor->recording)) markNearDuplicates(*anchor);
        }
        if (m_request.seeds.size() == 1 && m_request.mayCome.empty()) m_history.remember(artistNumbers(m_request.seeds.front(), m_pool.artists), m_request.seeds.front().album);
        for (const Song *song : anchorsOf(m_request.minus)) {
            for (Playable &other : m_pool.songs) other.rejected = std::max(other.rejected, aboveRandom(*song, other));
        }
        for (const GivenSong &given : m_request.given) take(given);
        if (m_previous != nullptr) follow(*m_previous);
    }

    Radio run() &&
    {
        Radio out;
        const auto length = static_cast<std::size_t>(std::max(m_request.length, 0));
        for (std::size_t step = m_request.given.size(); out.picks.size() < length; ++step) {
            Playable *next = draw(step);
            if (next == nullptr) break;
            out.picks.push_back(give(*next, step));
        }
        out.notes = m_notes.sentences(out.picks.size(), length);
        if (std::string learned = m_told.words(m_pool.scale); !learned.empty()) out.notes.push_back(std::move(learned));
        return out;
    }

private:
    // ------------------------------------------------------------ what was given

    /// Takes into account what was given before, as give() would have left it but for what follows on the last of them.
    void take(const GivenSong &given)
    {
        forget();
        const auto found = std::ranges::find(m_pool.songs, given.song.recording, [](const Playable &song) { return song.song->recording; });
        Playable *playable = found == m_pool.songs.end() ? nullptr : &*found;
        const Song &song = playable != nullptr ? *playable->song : given.song;
        const std::vector<int> artists = artistNumbers(song, m_pool.artists);
        if (playable != nullptr) playable->given = true;
        if (given.state == RadioState::Removed) return;
        // A song that is not in the pool any more still has versions there.
        if (m_rules.versions == Versions::One) {
            const auto group = playable != nullptr ? std::optional(playable->versionGroup) : m_pool.versions.versionOf(song, songTitle(song.titleKey));
            if (group) markVersions(*group);
        }
        if (playable == nullptr) {
            const SongTitle title = songTitle(song.titleKey);
            for (Playable &other : m_pool.songs) {
                other.given = other.given || areSameRecording(song, title, *other.song, songTitle(other.song->titleKey), m_calibration.parts[0]);
            }
        }
        const bool hasVector = song.vector.size() == kVectorSize;
        m_told.take(song, given.state);
        if (given.state == RadioState::Rejected) {
            for (Playable &other : m_pool.songs) {
                other.given = other.given || std::ranges::any_of(other.artists, [&](int artist) { return std::ranges::find(artists, artist) != artists.end(); });
                if (hasVector) other.rejected = std::max(other.rejected, aboveRandom(song, other));
            }
            return;
        }
        if (playable != nullptr) draws(*playable);
        m_history.place(artists, song.album);
        if (!hasVector) return;
        if (given.state == RadioState::Skipped) {
            for (Playable &other : m_pool.songs) other.skipped = std::max(other.skipped, aboveRandom(song, other));
            markNearDuplicates(song);
            return;
        }
        if (given.state == RadioState::Played) {
            m_playedWeight += 1;
            for (Playable &other : m_pool.songs) other.played += cosine(song.vector, other.song->vector, m_request.weights) - m_calibration.mean;
        }
        markNearDuplicates(song);
        m_previous = &song;
    }

    /// What was told counts a little less with each track.
    void forget()
    {
        static const float fades = std::exp2(-1.0F / static_cast<float>(kForgetsHalf));
        m_playedWeight *= fades;
        for (Playable &song : m_pool.songs) {
            song.played *= fades;
            song.skipped *= fades;
        }
        m_told.fade(fades);
    }

    [[nodiscard]] float aboveRandom(const Song &song, const Playable &other) const
    {
        return cosine(song.vector, other.song->vector, m_request.weights) - m_calibration.mean;
    }

    // ------------------------------------------------------------ what comes next

    /// All demands but the caps.
    [[nodiscard]] bool meets(const Playable &song, const Demands &demands) const
    {
        return !song.given && (demands.heardLately || !song.heardLately) && (demands.otherVersions || !song.otherVersionGiven)
            && (demands.nearDuplicates || !song.nearDuplicateGiven) && m_history.sinceArtist(song) >= demands.artistSpacing && m_history.sinceAlbum(song) >= demands.albumSpacing;
    }

    /// Those that meet the demands; of those over a cap, where that may be, the ones that are least so.
    [[nodiscard]] std::vector<Playable *> eligible(const Demands &demands)
    {
        std::vector<Playable *> out;
        int lowest = RadioHistory::kNever;
        for (Playable &song : m_pool.songs) {
            if (!meets(song, demands)) continue;
            const int over = m_history.overCaps(song);
            if (over > lowest || (over > 0 && !demands.capsMayRise)) continue;
            if (over < lowest) {
                lowest = over;
                out.clear();
            }
            out.push_back(&song);
        }
        return out;
    }

    Playable *draw(std::size_t step)
    {
        Demands demands{.artistSpacing = m_rules.artistSpacing, .albumSpacing = m_rules.albumSpacing};
        std::vector<Playable *> choice;
        const auto tried = [&]() {
            choice = eligible(demands);
            return !choice.empty();
        };
        if (const int artist = whoMustComeNow(); artist != kNobody) {
            if (m_rules.whenDry == WhenDry::Relax) demands.artistSpacing = std::min(demands.artistSpacing, 1);
            choice = eligible(demands);
            std::erase_if(choice, [&](const Playable *song) { return song->mainArtist() != artist; });
            if (!choice.empty()) return best(choice, step);
            demands.artistSpacing = m_rules.artistSpacing;
        }
        if (tried()) return best(choice, step);
        if (m_rules.whenDry == WhenDry::End) return nullptr;

        for (const bool capsMayRise : {false, true}) {
            demands.capsMayRise = capsMayRise;
            for (demands.artistSpacing = m_rules.artistSpacing;; --demands.artistSpacing) {
                if (tried()) return best(choice, step);
                if (demands.artistSpacing <= 1) break;
            }
        }
        while (demands.albumSpacing > 0) {
            --demands.albumSpacing;
            if (tried()) return best(choice, step);
        }
        for (bool Demands::*rule : {&Demands::heardLately, &Demands::otherVersions, &Demands::nearDuplicates}) {
            demands.*rule = true;
            if (tried()) return best(choice, step);
        }
        // An artist twice in a row; then from as far back on the album as there is.
        demands.artistSpacing = 0;
        for (demands.albumSpacing = m_rules.albumSpacing; demands.albumSpacing >= 0; --demands.albumSpacing) {
            if (tried()) return best(choice, step);
        }
        return nullptr;
    }

    /// The artist who has so many of the songs left that waiting would put them side by side within the next kLookAhead; kNobody: there is none.
    [[nodiscard]] int whoMustComeNow() const
    {
        if (m_rules.artistSpacing <= 0) return kNobody;
        std::vector<int> available(m_pool.artists.size(), 0);
        std::vector<bool> counted(m_pool.songs.size(), false);
        std::size_t total = 0;
        for (const Playable &song : m_pool.songs) {
            if (song.given || song.heardLately || song.otherVersionGiven || song.nearDuplicateGiven || m_history.overCaps(song) > 0) continue;
            if (counted[song.versionGroup]) continue;
            counted[song.versionGroup] = true;
            if (song.mainArtist() == kNobody) {
                ++total;
                continue;
            }
            int &theirs = available[static_cast<std::size_t>(song.mainArtist())];
            if (theirs < m_history.artistCap() - m_history.timesOf(song.mainArtist())) {
                ++theirs;
                ++total;
            }
        }
        const auto strongest = std::ranges::max_element(available);
        if (strongest == available.end() || *strongest == 0) return kNobody;
        const auto theirs = static_cast<std::size_t>(*strongest);
        const std::size_t others = total - theirs;
        if (others == 0) return kNobody;
        // The longest row without neighbours of one artist that can follow on giving one of the others, and one of theirs.
        const std::size_t afterOther = std::min(theirs + others - 1, 2 * (others - 1) + 1);
        const std::size_t afterTheirs = std::min(theirs - 1 + others, 2 * others);
        return afterOther >= std::min(static_cast<std::size_t>(kLookAhead), afterTheirs) ? kNobody : static_cast<int>(strongest - available.begin());
    }

    /// The anchor that draws it, seeds that have drawn more than others standing back a little.
    [[nodiscard]] std::size_t drawingAnchor(const Playable &song) const
    {
        std::size_t best = 0;
        for (std::size_t s = 1; s < song.toSeeds.size(); ++s) {
            if (song.toSeeds[s] + turnOf(s) > song.toSeeds[best] + turnOf(best)) best = s;
        }
        return best;
    }
    [[nodiscard]] float turnOf(std::size_t anchor) const { return -kTurn * m_pool.deviation * static_cast<float>(m_drawn[anchor] - m_leastDrawn); }

    [[nodiscard]] RadioTerms termsOf(const Playable &song, std::size_t step) const
    {
        const std::size_t anchor = drawingAnchor(song);
        const float height = m_rules.variety * std::max(m_pool.deviation, kLeastDeviation);
        return {.seed = m_rules.anchor * song.toSeeds[anchor],
                .turn = m_rules.anchor * turnOf(anchor),
                .previous = m_rules.flow * song.toPrevious,
                .noise = height * noise(m_request.seed, song.song->recording.value(), step),
                .played = kPlayedDraws * song.played / std::max(m_playedWeight, 1.0F),
                .skipped = -kSkippedRepels * song.skipped,
                .rejected = -kRejectedRepels * song.rejected,
                .familiar = m_rules.familiarity == 0 ? 0 : m_rules.familiarity * kFamiliarDraws * m_pool.deviation * (2 * song.known - 1),
                .energy = m_rules.energy == Energy::Any ? 0 : -kEnergyDraws * m_pool.deviation * std::abs(song.energyRank - curve(step))};
    }

    /// The rank of the energy that a step should have.
    [[nodiscard]] float curve(std::size_t step) const
    {
        if (m_rules.energy == Energy::Steady) return m_steady;
        const float way = std::min(1.0F, static_cast<float>(step) / static_cast<float>(kEnergyCurve - 1));
        const bool isUp = m_rules.energy == Energy::Up;
        const float from = isUp ? kCalmRank : kLivelyRank, to = isUp ? kLivelyRank : kCalmRank;
        return from + way * (to - from);
    }
    [[nodiscard]] float energyOfSeeds() const
    {
        float sum = 0;
        int count = 0;
        for (const Song *anchor : m_pool.anchors) {
            if (!anchor->traits) continue;
            sum += m_pool.rankOf(*anchor->traits);
            ++count;
        }
        return count == 0 ? 0.5F : sum / static_cast<float>(count);
    }

    [[nodiscard]] Playable *best(const std::vector<Playable *> &choice, std::size_t step) const
    {
        Playable *chosen = nullptr;
        float highest = 0;
        for (Playable *song : choice) {
            const float score = termsOf(*song, step).sum();
            const bool wins = chosen == nullptr || score > highest || (score == highest && song->song->recording < chosen->song->recording);
            if (wins) {
                chosen = song;
                highest = score;
            }
        }
        return chosen;
    }

    RadioPick give(Playable &song, std::size_t step)
    {
        forget();
        RadioPick pick{song.index, song.song->recording, song.nearest, song.toPrevious, termsOf(song, step), m_notes.whatGaveWay(song), reason(song)};
        draws(song);
        m_history.place(song.artists, song.song->album);
        m_previous = song.song;
        song.given = true;
        if (m_rules.versions == Versions::One) markVersions(song.versionGroup);
        follow(*song.song);
        return pick;
    }

    void draws(const Playable &song)
    {
        ++m_drawn[drawingAnchor(song)];
        m_leastDrawn = *std::ranges::min_element(m_drawn);
    }

    void markVersions(std::size_t group)
    {
        for (Playable &other : m_pool.songs) {
            if (other.versionGroup == group) other.otherVersionGiven = true;
        }
    }

    /// How near each is to what came last. The overall part serves both the flow and the search for near-duplicates.
    void follow(const Song &last)
    {
        PartWeights rest = m_request.weights;
        rest[0] = 0;
        for (Playable &other : m_pool.songs) {
            if (other.given) continue;
            const float overall = cosine(last.vector, other.song->vector, kOverall);
            other.toPrevious = m_request.weights[0] * overall + cosine(last.vector, other.song->vector, rest);
            markIfNearDuplicate(other, last, overall);
        }
    }

    void markNearDuplicates(const Song &given)
    {
        for (Playable &other : m_pool.songs) {
            if (!other.nearDuplicateGiven && isNearDuplicate(given, *other.song, m_rules)) other.nearDuplicateGiven = true;
        }
    }

    void markIfNearDuplicate(Playable &other, const Song &given, float overall) const
    {
        if (isNearDuplicate(given, *other.song, overall, m_rules)) other.nearDuplicateGiven = true;
    }

    // ------------------------------------------------------------ what is said of it

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

    const RadioRequest &m_request;
    const Rules &m_rules;
    RadioPool m_pool;
    const Calibration &m_calibration;
    RadioHistory m_history;
    std::vector<int> m_drawn;    ///< songs that each anchor has drawn
    int m_leastDrawn = 0;
    float m_playedWeight = 0;
    RadioTold m_told;
    float m_steady = energyOfSeeds();
    const Song *m_previous = nullptr;
    RadioNotes m_notes{m_rules, m_history};
};

} // namespace

float noise(std::uint64_t seed, std::int64_t id, std::size_t step) noexcept
{
    const std::uint64_t bits = splitMix(splitMix(splitMix(seed) ^ static_cast<std::uint64_t>(id)) ^ static_cast<std::uint64_t>(step));
    return static_cast<float>(static_cast<double>(bits >> 11U) * 0x1.0p-52 - 1.0);
}

Radio radio(const RadioRequest &request, std::span<const Song> pool, const Calibration &calibration)
{
    RadioPool playable = makeRadioPool(request, pool, calibration);
    if (playable.anchors.empty()) {
        Radio silent;
        silent.notes.emplace_back("none of the seeds has been listened to yet; run taraf rescan");
        return silent;
    }
    return Walk(request, std::move(playable), calibration).run();
}

} // namespace taraf::recommend
