/// @file Songs like some others that somebody plays: what follows a track of a top artist, or of a cluster.
#pragma once

#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"

#include <cstdint>
#include <span>
#include <vector>

namespace taraf::recommend {

struct SongsLikeParameters {
    int seeds = 100;       ///< of more, so many are drawn
    int leading = 1;       ///< so many of them stand at the start
    double recency = 0.5;  ///< how far what was played lately is put back; 0: not at all
};

/// A song with what is known of its plays.
struct HeardOften {
    Song song;             ///< with a vector
    std::uint64_t plays = 0;
    double recency = 0;    ///< recency() of mixes.h
};

struct LikeThese {
    std::vector<HeardOften> seeds;  ///< at least one
    PartWeights weights = taraf::weights(Focus::Overall);
    std::size_t count = 20;         ///< with the leading ones
    std::uint64_t seed = 1;
    Rules rules;
    SongsLikeParameters parameters{};
};

struct LikePick {
    bool isSeed = false;   ///< one of the leading ones
    std::size_t place = 0; ///< among the seeds, or in the pool
    double distance = 0;   ///< of one of the pool, what it is ranked by
    std::size_t nearest = 0; ///< the seed that it is most like
};

/// Of the pool those with the least distance that the rules admit (admitted() of mixes.h, counting the leading seeds), in flow (inFlow()) after the leading seeds, which are drawn with
/// their weights. The distance of a candidate is Σ wₛ · (1 − cosine to s) / Σ wₛ · (1 + recency parameter · its recency), wₛ = ln(2 + plays of s). Seeds are never picked otherwise.
/// Source: the moomoo project's playlists from files, with the cosine for its L2 distance, in flow instead of shuffled, and without its correction by other people's listens.
/// Threads: any.
[[nodiscard]] std::vector<LikePick> songsLike(const LikeThese &request, std::span<const HeardOften> pool, const Calibration &calibration);

} // namespace taraf::recommend
