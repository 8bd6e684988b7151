/// @file The songs a radio may play, and how near each is to the seeds. Private to the room.
#pragma once

#include "taraf/recommend/radio.h"
#include "taraf/recommend/versions.h"

#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace taraf::recommend {

/// Of more seeds than this, evenly spaced ones draw.
inline constexpr std::size_t kMostAnchors = 24;

/// An artist's place in the counts; kNobody for names that stand for nobody.
inline constexpr int kNobody = -1;

/// A song that passed the rules that never give way.
struct Playable {
    std::size_t index = 0;       ///< into the caller's pool
    const Song *song = nullptr;
    std::vector<float> toSeeds;  ///< cosine to each anchor
    float nearest = 0;           ///< the greatest of them
    std::vector<int> artists;    ///< without those who are nobody
    std::size_t versionGroup = 0; ///< versions of one song share it
    float toPrevious = 0;
    float played = 0, skipped = 0, rejected = 0; ///< as RadioTerms
    bool given = false;          ///< or of a rejected artist: never again
    bool otherVersionGiven = false;
    bool nearDuplicateGiven = false;
    bool heardLately = false;
    float known = 0;             ///< [0, 1], how often it was played beside the most played one
    float energyRank = 0.5F;     ///< [0, 1] among the pool; the middle where it is not known

    [[nodiscard]] int mainArtist() const { return artists.empty() ? kNobody : artists.front(); }
};

/// Numbers for names, given out as they come.
class Numbers
{
public:
    int of(const std::string &name) { return m_numbers.emplace(name, static_cast<int>(m_numbers.size())).first->second; }
    [[nodiscard]] std::size_t size() const { return m_numbers.size(); }

private:
    std::unordered_map<std::string, int> m_numbers;
};

struct RadioPool {
    std::vector<const Song *> anchors;
    std::vector<Playable> songs;   ///< nearest first, equals by recording id; each recording and each song once
    Numbers artists;
    MetSongs versions{Spread{}};   ///< the first of each versionGroup
    float deviation = 0;           ///< of the nearness to the seeds over the pool
    TraitScale scale;              ///< of those whose traits are known
    std::vector<float> energies;   ///< theirs, ascending

    /// [0, 1], where that much energy stands among the pool.
    [[nodiscard]] float rankOf(const Traits &traits) const;
};

/// Those with a vector; of more than kMostAnchors, evenly spaced ones.
[[nodiscard]] std::vector<const Song *> anchorsOf(const std::vector<Song> &seeds);

[[nodiscard]] RadioPool makeRadioPool(const RadioRequest &request, std::span<const Song> pool, const Calibration &calibration);

/// The numbers of those of the song's artists who are somebody.
[[nodiscard]] std::vector<int> artistNumbers(const Song &song, Numbers &numbers);

} // namespace taraf::recommend
