/// @file A row as a Slim.
#pragma once

#include "connection.h"
#include "tag_bytes.h"

namespace taraf::store {

/// Columns: id, recording, album, title, artists, genres, duration_ms, year.
inline void fill(Slim &slim, const Bound &row)
{
    slim.file = row.id<FileId>(0);
    slim.recording = row.id<RecordingId>(1);
    slim.album = row.id<AlbumId>(2);
    slim.title = row.view(3);
    slim.artists = unpackNames(row.view(4));
    slim.genres = unpackNames(row.view(5));
    slim.duration = Milliseconds{row.integer(6)};
    slim.year = row.number(7);
}

} // namespace taraf::store
