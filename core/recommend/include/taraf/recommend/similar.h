/// @file Similar tracks: the nearest that the rules let through.
#pragma once

#include "taraf/base/arithmetic.h"
#include "taraf/recommend/match.h"
#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"
#include "taraf/recommend/versions.h"
#include "taraf/recommend/why.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace taraf::recommend {

/// A candidate in whose place another one is listed.
struct OtherVersion {
    std::size_t index = 0;   ///< into the candidates
    std::string why;         ///< versionReason(), or kSoundsTheSame
};

struct Similar {
    std::size_t index = 0;   ///< into the candidates
    RecordingId recording;
    float score = 0;         ///< the candidate's
    int match = 0;           ///< percent, see matchPercent()
    Why why;
    std::vector<OtherVersion> versions;
};

struct SimilarList {
    std::vector<Similar> tracks;
    std::vector<OtherVersion> ofQuery; ///< versions of what was asked with
};

/// A plain version stands for its song if its score is at most so much below that of the nearest version.
inline constexpr float kPlainInstead = 0.02F;

/// The `count` nearest candidates, nearest first (equals by recording id), under the rules. Left out besides: the query's own recordings, candidates
/// whose recording is not valid or whose score is not finite; a recording that comes twice is listed once. Versions of a song, and tracks
/// that sound the same, are told beside the one that is listed; those of the query's songs by themselves (by sound alone only where the query is in the
/// collection: of a stranger's file the copy that you have is the best answer). The order of the candidates makes no difference.
/// Threads: any. Cost: a sort of the candidates, and some cosines a candidate.
[[nodiscard]] SimilarList similar(std::span<const Candidate> candidates, std::span<const Song> query, const Calibration &calibration, std::size_t count,
                                  const Rules &rules = rulesFor(Asking::Similar));

/// How a candidate's score comes about: the parts' cosines by their weights, the correction for hubs, the per cent.
[[nodiscard]] std::vector<ArithmeticLine> arithmetic(const Candidate &candidate, const PartWeights &weights, const Calibration &calibration);

} // namespace taraf::recommend
