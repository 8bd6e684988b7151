#include "kept_tags.h"

#include "taraf/store/library.h"

#include <algorithm>
#include <cmath>

namespace taraf::work {

Result<listens::Read> readKeptTags(const Home &home, const listens::Sink &sink, const std::stop_token &stop)
{
    constexpr UnixTime kLongAgo{1};
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto roots = library->roots();
    if (!roots) return fail(roots.error());
    std::uint64_t rows = 0;
    for (const store::Root &root : *roots) {
        auto taken = library->eachTrackUnder(root.path, [&](const Track &track) {
            if (stop.stop_requested() || (!track.tags.rating && track.tags.plays == 0)) return;
            const std::string artist = track.artist(), title = track.titleOrName();
            if (track.tags.plays > 0) sink.playCount({.artist = artist, .title = title, .album = track.tags.album, .path = track.path, .plays = track.tags.plays});
            const int rating = std::clamp(static_cast<int>(std::lround(10 * track.tags.rating.value_or(0))), 0, 10);
            if (rating > 0) sink.opinion({.artist = artist, .title = title, .album = track.tags.album, .recordingId = track.tags.musicBrainz.recording, .path = track.path, .opinion = {.rating = rating}, .at = kLongAgo});
            ++rows;
        });
        if (!taken) return fail(std::move(taken).error());
    }
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    listens::Read read;
    read.rows = rows;
    return read;
}

} // namespace taraf::work
