/// @file Similar tracks: the nearest that the rules let through.
#pragma once

#include "taraf/recommend/match.h"
#include "taraf/recommend/song.h"
#include "taraf/recommend/why.h"

#include <cstddef>
#include <span>
#include <vector>

namespace taraf::recommend {

struct SimilarRules {
    Milliseconds minDuration{60'000};     ///< shorter ones are left out; 0: none is
    int perArtist = 0;                    ///< at most so many of one artist; 0: no cap
    Milliseconds sameSongWithin{2'000};   ///< sameSong() up to here: only the nearest of them is listed
};

struct Similar {
    std::size_t index = 0;   ///< into the candidates
    RecordingId recording;
    float score = 0;         ///< the candidate's
    int match = 0;           ///< percent, see matchPercent()
    Why why;
};

/// The `count` nearest candidates, nearest first (equals by recording id), under the rules. Left out besides: the query's own
/// recordings and other files of its songs, candidates whose recording is not valid or whose score is not finite; a
/// recording that comes twice is listed once. The order of the candidates makes no difference.
/// Threads: any. Cost: a sort of the candidates.
[[nodiscard]] std::vector<Similar> similar(std::span<const Candidate> candidates, std::span<const Song> query,
                                           const Calibration &calibration, std::size_t count, const SimilarRules &rules = {});

} // namespace taraf::recommend
