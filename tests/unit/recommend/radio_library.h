/// @file A library of some styles for radios, and what their tests count.
#pragma once

#include "songs.h"
#include "taraf/recommend/radio.h"
#include "taraf/recommend/versions.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace taraf::recommend::test {

inline const Calibration kCalibration{{{{0.0F, 0.1F}, {0.0F, 0.1F}, {0.0F, 0.2F}, {0.0F, 0.2F}}}, 0.0F};

/// A library around some styles: `artists` artists of `each` songs on albums of 5.
struct Library {
    Shelf shelf;
    std::vector<Song> songs;
    Song seed;

    Library(std::size_t artists, std::size_t each, std::uint64_t random = 1) : shelf(random)
    {
        const Vector &style = shelf.vector();
        std::int64_t id = 1;
        for (std::size_t a = 0; a < artists; ++a) {
            const Vector &voice = shelf.vector(&style, 1.0F);
            for (std::size_t i = 0; i < each; ++i, ++id) {
                songs.push_back(shelf.song(id, "artist " + std::to_string(a), "title " + std::to_string(id), shelf.vector(&voice, 1.0F),
                                           static_cast<std::int64_t>(a * 1000 + i / 5 + 1)));
            }
        }
        seed = shelf.song(999'999, "the seed", "seed", style);
    }
};

inline RadioRequest request(const Song &seed, int length)
{
    RadioRequest out;
    out.seeds = {seed};
    out.length = length;
    return out;
}

inline std::vector<std::int64_t> ids(const Radio &radio)
{
    std::vector<std::int64_t> out;
    for (const RadioPick &pick : radio.picks) out.push_back(pick.recording.value());
    return out;
}

inline int mostOfOneArtist(const Radio &radio, const std::vector<Song> &pool)
{
    std::map<std::string, int> counts;
    int most = 0;
    for (const RadioPick &pick : radio.picks) most = std::max(most, ++counts[pool[pick.index].artistKeys[0]]);
    return most;
}

inline bool isSameRecording(const Song &a, const Song &b) { return areSameRecording(a, songTitle(a.titleKey), b, songTitle(b.titleKey), kCalibration.parts[0]); }

inline int timesInARow(const Radio &radio, const std::vector<Song> &pool)
{
    int times = 0;
    for (std::size_t i = 1; i < radio.picks.size(); ++i) times += shareArtist(pool[radio.picks[i - 1].index], pool[radio.picks[i].index]) ? 1 : 0;
    return times;
}

inline double meanToSeed(const Radio &radio)
{
    double sum = 0;
    for (const RadioPick &pick : radio.picks) sum += static_cast<double>(pick.toSeed);
    return sum / static_cast<double>(radio.picks.size());
}

} // namespace taraf::recommend::test
