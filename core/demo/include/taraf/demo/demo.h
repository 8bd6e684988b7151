/// @file A small tagged music collection to try Taraf with, composed and synthesised by its own code.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/progress.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace taraf::demo {

struct DemoOptions {
    /// What is drawn by lot (melodies, progressions, tempi) follows from this. The names and the years don't.
    std::uint64_t seed = 0x7461726166ULL;
    /// Threads that render and encode. 0: one for each processor. Does not change what is written.
    unsigned threads = 0;
    /// The first so many tracks of every album. 0: all.
    unsigned tracksPerAlbum = 0;
};

/// What lies in the folder afterwards.
struct DemoSummary {
    std::size_t artists = 0;
    std::size_t albums = 0;
    std::size_t tracks = 0;
    std::uint64_t bytes = 0;     ///< of the music files
    std::size_t written = 0;     ///< tracks made by this call; the others were there already

    friend bool operator==(const DemoSummary &, const DemoSummary &) = default;
};

/// The name of the file that marks a folder as a demo of ours.
inline constexpr const char *kDemoMarker = ".taraf-demo";

/// Writes the demo collection below `folder` as "Artist/Year - Album/NN Title.flac" or ".ogg", each album in one of the two formats.
/// Tracks last 62 to 80 s, peak below full scale, and carry TITLE, ARTIST, ALBUM, DATE, TRACKNUMBER, GENRE, COMMENT,
/// LICENSE (CC0-1.0) and COPYRIGHT. The same seed gives the same bytes, whatever the number of threads (on one machine with one
/// version of the encoders).
///
/// The folder is made where it is missing. It must be empty or an earlier demo of the same seed; then what is missing is
/// added and what is there stays as it is, so that a run that was killed is completed by the next. Nothing is ever deleted.
/// Every music file is there whole or not at all.
///
/// `progress` (may be empty) is told of each finished track, from the calling thread.
/// Errors: InvalidArgument (the folder holds something else, or a demo of another seed), Io (cannot be written, disk full),
/// Cancelled (within 200 ms plus the time the disk takes to sync a file; whole files stay), Unsupported (this libsndfile lacks FLAC or Vorbis).
/// Threads: any; two calls on one folder at once do double work, but the result is whole.
[[nodiscard]] Result<DemoSummary> writeDemo(const std::string &folder, const DemoOptions &options, std::stop_token stop,
                                            const ProgressSink &progress);

} // namespace taraf::demo
