/// @file A path from one track to another in small steps.
#pragma once

#include "taraf/base/arithmetic.h"
#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"
#include "taraf/recommend/why.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace taraf::recommend {

struct PathRequest {
    Song from, to;                    ///< with vectors; in the collection or not
    PartWeights weights = taraf::weights(Focus::Overall);
    int length = 12;                  ///< both ends included, >= 2
    Rules rules = rulesFor(Asking::Path);
};

/// Distances are angles in degrees: of the weighted cosine, [0, 180].
struct PathStep {
    std::optional<std::size_t> index;   ///< into the pool; none: an end
    RecordingId recording;              ///< not valid: an end that is not in the collection
    double place = 0;                   ///< [0, 1] of the way
    double offWay = 0;                  ///< to the point of its place on the great circle
    std::optional<double> fromPrevious; ///< none: the first
    Why why;                            ///< against the track before; of the first against the end
};

struct Path {
    std::vector<PathStep> steps;    ///< both ends; at most `length`
    double straight = 0;            ///< from start to end
    std::vector<std::string> notes; ///< which rules gave way, which step is longer than the way straight there, why it is short
};

/// The point at `place` in [0, 1] of the great circle from a to b, part by part; a part that is zero in one is the other's.
/// Opposite parts, which no single circle joins, go by way of the straight line's rest, and at its middle stay with a.
/// Source: K. Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH 1985 (slerp).
[[nodiscard]] std::vector<float> between(std::span<const float> a, std::span<const float> b, double place);

/// Chooses from a pool (the nearest of some points between the ends) so that
/// 1. no song is nearer to the start, in the measure of its distances to both ends, than one that comes before it;
/// 2. the longest step is as short as the pool and the rules let it be; then, steps being allowed kSlack more than that, though not as long
///    as the way straight there,
/// 3. the songs lie as near as they can to evenly spaced points of the great circle (sum of squared angles).
/// So each step is shorter than the straight jump wherever the pool has such a way under the rules; else a note names the longer one.
/// No recording comes twice, no version of a song that is there, no near-duplicate; caps, spacings, durations and genres as the rules say. When
/// there is no path of that length they give way in this order: artist and album spacing, caps, versions and near-duplicates; the notes say so.
///
/// Source: A. Flexer, D. Schnitzer, M. Gasser, G. Widmer, "Playlist Generation Using Start and End Songs", ISMIR 2008: songs in the order of the ratio of
/// their distances to both ends. Departs from it by choosing among them the path with the least longest step (M. Pollack, "The Maximum Capacity
/// Through a Network", Operations Research 8, 1960), exactly, by dynamic programming.
/// Deterministic: the same for a pool in any order. Threads: any. Cost: candidates² · (kVectorSize + length) with 300 candidates, or 3 · length.
[[nodiscard]] Path path(const PathRequest &request, std::span<const Song> pool, const Calibration &calibration);
inline constexpr double kSlack = 0.05;

[[nodiscard]] std::vector<ArithmeticLine> arithmetic(const PathStep &step, double straight);

} // namespace taraf::recommend
