/// @file Similar albums: how alike two sets of tracks are, and which tracks make them so.
#pragma once

#include "taraf/base/ids.h"
#include "taraf/base/vectors.h"

#include <cstddef>
#include <span>
#include <vector>

namespace taraf::recommend {

/// An album's tracks that have been analysed. The vectors are the caller's and must outlive the call.
struct AlbumTracks {
    AlbumId album;                              ///< not valid: a folder or playlist that is no album
    std::vector<RecordingId> recordings;
    std::vector<std::span<const float>> vectors; ///< as many; kVectorSize floats each
};

struct AlbumRules {
    /// Of each side's tracks this part, rounded down, with the worst best matches is left out of the mean: an intro, a skit
    /// or one odd track doesn't decide. [0, 1).
    float trimmed = 0.2F;
    std::size_t examined = 400;  ///< so many albums with the nearest mean vectors are compared track by track; >= 1
    std::size_t tracksShown = 3; ///< how many of the tracks that carry the likeness are returned
};

/// Two tracks that answer each other.
struct TrackMatch {
    RecordingId queryTrack;
    RecordingId track;
    float cosine = 0;

    friend bool operator==(const TrackMatch &, const TrackMatch &) = default;
};

struct SimilarAlbum {
    AlbumId album;
    float score = 0;                ///< [-1, 1], see setSimilarity()
    std::vector<TrackMatch> tracks; ///< the album's tracks with the nearest partners, each track of it once, nearest first
};

/// How alike two sets are: each track's best cosine in the other set, the worst of them trimmed, averaged; the mean of both
/// directions. Symmetric; 1 for equal sets; -1 if either is empty.
/// Source: M.-P. Dubuisson, A. K. Jain, "A Modified Hausdorff Distance for Object Matching", ICPR 1994 (their d6 each way). Departs
/// from it by averaging the two directions instead of taking the worse one, and by trimming.
[[nodiscard]] float setSimilarity(std::span<const std::span<const float>> a, std::span<const std::span<const float>> b,
                                  const PartWeights &weights, float trimmed = AlbumRules{}.trimmed);

/// The `count` nearest albums, nearest first (equals by album id). The query's own album, albums without vectors and albums
/// whose id is not valid are left out; compilations are albums like others.
/// Threads: any. Cost: one pass over all vectors for the means, then `examined` comparisons of sets.
[[nodiscard]] std::vector<SimilarAlbum> similarAlbums(const AlbumTracks &query, std::span<const AlbumTracks> shelf,
                                                      const PartWeights &weights, std::size_t count, const AlbumRules &rules = {});

} // namespace taraf::recommend
