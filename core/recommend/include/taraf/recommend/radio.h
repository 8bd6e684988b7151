/// @file Radio: a walk near its seeds in which each track also follows from the one before, and which goes on from what it gave.
#pragma once

#include "taraf/base/arithmetic.h"
#include "taraf/base/radio_state.h"
#include "taraf/base/vectors.h"
#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"
#include "taraf/recommend/why.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace taraf::recommend {

/// What the radio gave before. Without a vector it draws nothing, but the rules know it.
struct GivenSong {
    Song song;
    RadioState state = RadioState::Given;
};

struct RadioRequest {
    std::vector<Song> seeds;                        ///< at least one with a vector; never played themselves, but for `mayCome`
    PartWeights weights = taraf::weights(Focus::Overall);
    int length = 50;                                ///< how many more
    std::uint64_t seed = 1;
    Rules rules;
    std::vector<GivenSong> given;                   ///< in order
    std::unordered_set<RecordingId> heardLately;    ///< within the repeat window
    std::unordered_set<RecordingId> mayCome;        ///< seeds that may be played: those that stand for an artist, a genre, a mood
    std::vector<Song> minus{};                      ///< what it should not be like: as what was rejected, but for its artists
};

/// What a pick's score is the sum of.
struct RadioTerms {
    float seed = 0;      ///< anchor · cosine to the nearest seed
    float turn = 0;      ///< what that seed stands back because it has drawn more than others, <= 0
    float previous = 0;  ///< flow · cosine to the track before
    float noise = 0;
    float played = 0;    ///< kPlayedDraws · (mean cosine to what was played − a random pair's)
    float skipped = 0;   ///< −kSkippedRepels · (greatest cosine to what was skipped − a random pair's), <= 0
    float rejected = 0;  ///< the same with kRejectedRepels
    float familiar = 0;  ///< familiarity · kFamiliarDraws · deviation · (2 · known − 1), known = ln(1 + plays) / ln(1 + the most in the pool)
    float energy = 0;    ///< −kEnergyDraws · deviation · |rank of its energy in the pool − the curve's|, <= 0

    [[nodiscard]] float sum() const noexcept { return seed + turn + previous + noise + played + skipped + rejected + familiar + energy; }
};
inline constexpr float kPlayedDraws = 0.1F;
inline constexpr float kSkippedRepels = 0.15F;
inline constexpr float kRejectedRepels = 0.3F;
inline constexpr float kFamiliarDraws = 1.5F;
inline constexpr float kEnergyDraws = 4.0F;
/// A skip or a play to the end counts half as much after so many tracks: what somebody wants now is no taste.
inline constexpr int kForgetsHalf = 20;
/// Tracks from the beginning of an energy curve to its end, and the ranks there.
inline constexpr int kEnergyCurve = 30;
inline constexpr float kCalmRank = 0.15F, kLivelyRank = 0.9F;

struct RadioPick {
    std::size_t index = 0;   ///< into the pool
    RecordingId recording;
    float toSeed = 0;        ///< cosine to the nearest seed
    float toPrevious = 0;    ///< cosine to the track before; to the nearest seed for the first
    RadioTerms terms;
    std::vector<std::string> gaveWay; ///< which rules, for this one
    Why why;                 ///< against the nearest seed or the track before, whichever is the stronger likeness
};

struct Radio {
    std::vector<RadioPick> picks;   ///< at most `length`
    std::vector<std::string> notes; ///< which rules gave way, why the list is short, and what it learned from plays and skips; sentences for people
};

/// Draws from a pool: the seeds' nearest few thousand songs. Each step takes the song with the greatest sum of its terms:
///   anchor · cos(nearest seed) + flow · cos(previous) + noise(seed, recording, step) + what was played, skipped and rejected.
/// Likes and dislikes after J. Rocchio, "Relevance Feedback in Information Retrieval", in The SMART Retrieval System, 1971; departs
/// from it in that of what was unwanted the nearest counts, not the mean: who leaves a ballad and a march means neither's middle. What was told fades.
/// With several seeds, those that have drawn more songs than others yield a little, so that all of them are heard. Of more
/// than 24 seeds, 24 evenly spaced ones draw.
///
/// Always: no seed, no recording twice, no other file of the same recording (areSameRecording()), no duration or genre that the rules exclude, and of what was
/// rejected neither the song nor its artist.
/// Rules: caps over all that was given and not removed; spacings; nothing heard lately; one version of a song (versions.h); no near-duplicate of a drawing seed or
/// of what was given; and the draw looks kLookAhead ahead so that the last ones left are not all one artist's. A single seed counts as just played.
/// Names that stand for nobody are exempt (isNobody()).
/// When nothing is left, they give way in this order, each only as far as needed: artist spacing down to 1; caps, by as little as can be, and with them once more
/// the spacing; album spacing, what was heard lately, other versions, near-duplicates, an artist twice in a row. The notes say so.
///
/// The same request and the same pool in any order give the same list on every machine with IEEE floats of equal rounding; and what is given in
/// two parts, the first of them as `given`, is what would have been given at once.
/// Noise: SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
/// Threads: any. Cost: (length + given) × pool × kVectorSize multiplications, and seeds × pool × kVectorSize.
[[nodiscard]] Radio radio(const RadioRequest &request, std::span<const Song> pool, const Calibration &calibration);
inline constexpr int kLookAhead = 50;

/// The pick's terms, one a line, and what gave way.
[[nodiscard]] std::vector<ArithmeticLine> arithmetic(const RadioPick &pick, const Rules &rules);

/// [-1, 1), from what identifies a draw.
[[nodiscard]] float noise(std::uint64_t seed, std::int64_t id, std::size_t step) noexcept;

} // namespace taraf::recommend
