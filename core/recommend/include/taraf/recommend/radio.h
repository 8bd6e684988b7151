/// @file Radio: a walk near its seeds in which each track also follows from the one before.
#pragma once

#include "taraf/base/vectors.h"
#include "taraf/recommend/song.h"
#include "taraf/recommend/why.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace taraf::recommend {

/// What happens when the rules leave nothing to play.
enum class WhenDry : std::uint8_t {
    Relax,    ///< the rules give way in the order below
    EndShort, ///< the list ends there
};

struct RadioRules {
    Milliseconds minDuration{60'000};      ///< never relaxed; 0: none
    Milliseconds sameSongWithin{2'000};    ///< another file of the same song; never relaxed
    int albumSpacing = 4;                  ///< at least so many others between two tracks of one album
    float nearDuplicate = 0.9995F;         ///< overall cosine above which two tracks are taken for one
    float nearDuplicateSameTitle = 0.999F; ///< the same, if their titles are equal too
    float anchor = 0.6F;                   ///< weight of the nearness to the seeds
    float flow = 0.4F;                     ///< weight of the nearness to the track before
    float variety = 0.35F;                 ///< height of the seeded noise, in deviations of the pool's nearness to the seeds
    WhenDry whenDry = WhenDry::Relax;
};

struct RadioRequest {
    std::vector<Song> seeds;                        ///< at least one with a vector; never played themselves
    PartWeights weights = taraf::weights(Focus::Overall);
    int length = 50;
    int perArtist = 2;                              ///< over the whole list; 0: no cap
    std::uint64_t seed = 1;
    RadioRules rules;
};

struct RadioPick {
    std::size_t index = 0;   ///< into the pool
    RecordingId recording;
    float toSeed = 0;        ///< cosine to the nearest seed
    float toPrevious = 0;    ///< cosine to the track before; to the nearest seed for the first
    Why why;                 ///< against the nearest seed or the track before, whichever is the stronger likeness
};

struct Radio {
    std::vector<RadioPick> picks;   ///< at most `length`
    std::vector<std::string> notes; ///< which rules gave way and why the list is short; sentences for people
};

/// Draws the list from a pool: the seeds' nearest few hundred to few thousand songs, by at least length / perArtist artists where
/// the collection has them. Each step takes the song with the greatest
///   anchor · cos(nearest seed) + flow · cos(previous) + noise(seed, recording, step);
/// with several seeds, those that have drawn more songs than others yield a little, so that all of them are heard. Of more
/// than 24 seeds, 24 evenly spaced ones draw.
///
/// Always: no seed, no recording twice, no other file of the same song (as sameSongWithin), nothing shorter than minDuration.
/// Rules: per-artist cap; one version of a song whatever its length; no near-duplicate of a drawing seed or of what was played; album
/// spacing; no artist twice in a row, and the draw looks ahead so that the last ones left are not all one artist's. A single seed
/// counts as just played. Names that stand for nobody are exempt (isNobody()).
/// When nothing is left, they give way in this order, each only as far as needed: the cap rises (at the start to the lowest that
/// can fill the list), other versions, near-duplicates, album spacing, an artist twice in a row. The notes say so.
///
/// The same request and the same pool in any order give the same list on every machine with IEEE floats of equal rounding.
/// Noise: SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
/// Threads: any. Cost: length × pool × kVectorSize multiplications, and seeds × pool × kVectorSize.
[[nodiscard]] Radio radio(const RadioRequest &request, std::span<const Song> pool, const Calibration &calibration);

} // namespace taraf::recommend
