/// @file A radio of whole albums, each in its order.
#pragma once

#include "taraf/base/radio_state.h"
#include "taraf/recommend/albums.h"
#include "taraf/recommend/radio.h"

namespace taraf::recommend {

struct AlbumRadioRequest {
    AlbumTracks from;                    ///< what it starts from; its own album is not played
    PartWeights weights = taraf::weights(Focus::Overall);
    int length = 50;                     ///< how many more tracks
    std::uint64_t seed = 1;
    Rules rules;                         ///< those for single tracks don't count: an album is played whole
    std::vector<GivenSong> given;        ///< in order
};

struct AlbumRadioPick {
    AlbumId album;
    RecordingId recording;
    std::size_t track = 0, of = 0;       ///< the how-manyeth of the album
    float toSeed = 0, toPrevious = 0;    ///< setSimilarity() of its album; to what it starts from for the first
    RadioTerms terms;                    ///< of its album
    Why why;                             ///< of its song that is nearest to one of the seed's, against that one
};

struct AlbumRadio {
    std::vector<AlbumRadioPick> picks;
    std::vector<std::string> notes;
};

/// Goes on with the album that was being given, if it is not at its end and the last track was not rejected; then takes the album with the greatest
///   anchor · setSimilarity(what it starts from) + flow · setSimilarity(album before) + noise + what was played, skipped and rejected,
/// from its first track to its last. The last three as in radio(), with the albums' mean vectors. Never an album of which something was given, one by a rejected
/// artist, the seed's own, or one that is mostly (more than half) versions of songs that were asked with or given, or of an excluded genre; one by
/// the artist of the album before only for want of others.
/// What is given in two parts is what would have been given at once. Threads: any.
[[nodiscard]] AlbumRadio albumRadio(const AlbumRadioRequest &request, std::span<const AlbumTracks> shelf, const Calibration &calibration);

[[nodiscard]] std::vector<ArithmeticLine> arithmetic(const AlbumRadioPick &pick, const Rules &rules);

} // namespace taraf::recommend
