/// @file Similar albums: how alike two sets of tracks are, and which tracks make them so.
#pragma once

#include "taraf/base/arithmetic.h"
#include "taraf/base/ids.h"
#include "taraf/base/vectors.h"
#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace taraf::recommend {

/// An album's tracks that have been analysed, all its discs, each with a vector.
struct AlbumTracks {
    AlbumId album;                        ///< not valid: a folder or playlist that is no album
    std::vector<std::string> artistKeys;  ///< comparable(), of the album; empty or a name that stands for nobody: a compilation
    std::vector<Song> songs;              ///< in order of disc and track
};

/// How sets are compared.
struct AlbumSearch {
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

/// An album of mostly the same songs as one that is listed.
struct OtherAlbum {
    AlbumId album;
    std::size_t shared = 0, of = 0; ///< so many of its tracks are versions of that one's songs
};

struct SimilarAlbum {
    AlbumId album;
    float score = 0;                ///< [-1, 1], see setSimilarity()
    float fromQuery = 0, fromAlbum = 0; ///< the means that it is the mean of
    std::size_t asked = 0, compared = 0, trimmedOfQuery = 0, trimmedOfAlbum = 0; ///< tracks on either side, and how many of them were left out
    std::size_t shared = 0;         ///< its tracks that are versions of the query's songs; they are not among those compared
    std::vector<TrackMatch> tracks{}; ///< the album's tracks with the nearest partners, each track of it once, nearest first
    std::vector<OtherAlbum> versions{};
};

struct SimilarAlbums {
    std::vector<SimilarAlbum> albums;
    std::vector<OtherAlbum> ofQuery; ///< made of the query's songs, as a best-of of it is
};

/// How alike two sets are: each track's best cosine in the other set, the worst of them trimmed, averaged; the mean of both
/// directions. Symmetric; 1 for equal sets; -1 if either is empty.
/// Source: M.-P. Dubuisson, A. K. Jain, "A Modified Hausdorff Distance for Object Matching", ICPR 1994 (their d6 each way). Departs
/// from it by averaging the two directions instead of taking the worse one, and by trimming.
[[nodiscard]] float setSimilarity(std::span<const Song> a, std::span<const Song> b, const PartWeights &weights, float trimmed = AlbumSearch{}.trimmed);

/// setSimilarity() of each two of the albums: what a random pair is, for matchPercent(). Mean 0 for fewer than two.
[[nodiscard]] Spread spreadOfAlbums(std::span<const AlbumTracks> sample, const PartWeights &weights);

/// The `count` nearest albums, nearest first (equals by album id), by sound alone: no name brings an album nearer. Left out: the query's own album,
/// albums without songs and those whose id is not valid; an album of which more than half the songs have an excluded genre; an album of which more
/// than half the songs are versions of the query's (versions.h), as a best-of made of it. Fewer such songs don't count in the comparison. An album of
/// which more than half the songs are versions of a listed one's is told beside that. At most perArtist albums of one artist; compilations are nobody's.
/// Threads: any. Cost: one pass over all vectors for the means, then `examined` comparisons of sets.
[[nodiscard]] SimilarAlbums similarAlbums(const AlbumTracks &query, std::span<const AlbumTracks> shelf, const PartWeights &weights, const Calibration &calibration,
                                          std::size_t count, const Rules &rules = rulesFor(Asking::Albums), const AlbumSearch &search = {});

[[nodiscard]] std::vector<ArithmeticLine> arithmetic(const SimilarAlbum &album, const Spread &randomAlbums);

/// The albums' mean vectors, their parts unit length again.
[[nodiscard]] std::vector<float> meanVector(std::span<const Song> songs);

} // namespace taraf::recommend
