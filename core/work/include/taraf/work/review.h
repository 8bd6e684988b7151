/// @file Songs that were heard and may be in the collection under another name: what a person has to decide.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/track.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

struct LikelyTrack {
    RecordingId recording;
    std::string path, artist, title, album;
    double score = 0; ///< [0, 1], how alike the names are (listens/alike.h)
};

struct SongInDoubt {
    std::int64_t song = 0; ///< its number in the library
    std::string artist, title, album;
    std::uint64_t plays = 0;
    bool isTaken = false;             ///< the first of `tracks` counts as it until somebody says otherwise
    std::vector<LikelyTrack> tracks;  ///< at least one, the likeliest first
};

/// What kSelf heard and Taraf found by likeness alone, or is not sure of; by plays, at most `most`.
/// Errors: NotFound (no library), the library's, Cancelled. Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<std::vector<SongInDoubt>> songsInDoubt(const Home &home, std::size_t most, const std::stop_token &stop);

/// What a person says of a song: that recording, or (not valid) none. It is remembered, whatever is found later.
/// Errors: NotFound (song, recording), the library's.
[[nodiscard]] TARAF_EXPORT Result<> chooseTrack(const Home &home, std::int64_t song, RecordingId recording);
/// The same by a file of the collection. Errors also: NotFound (no such file in it).
[[nodiscard]] TARAF_EXPORT Result<> chooseTrack(const Home &home, std::int64_t song, const std::string &absolutePath);
/// Takes that back; the song is looked for as if nothing had been said. Errors: NotFound (song, or nothing was said).
[[nodiscard]] TARAF_EXPORT Result<> undoChoice(const Home &home, std::int64_t song);

} // namespace taraf::work
