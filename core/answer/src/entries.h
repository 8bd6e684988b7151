/// @file Which recordings of the collection a playlist's entries are.
#pragma once

#include "taraf/base/track.h"
#include "taraf/store/library.h"

#include <vector>

namespace taraf::answer {

/// One an entry, not valid where it is not in the collection: by its path, however it is spelled, also that of a file that is gone now. An entry
/// with neither path nor URI, as ListenBrainz writes them, is the playable recording of that artist and title; of several the one nearest in length.
/// Errors: Io, those of the library.
[[nodiscard]] Result<std::vector<RecordingId>> recordingsOf(store::Library &library, const Playlist &playlist);

} // namespace taraf::answer
