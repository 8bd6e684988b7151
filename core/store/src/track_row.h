/// @file A Track from the columns that every statement about tracks has in the same order.
#pragma once

#include "connection.h"

namespace taraf::store {

/// Columns: id, recording, album, path, title, artists, album_title, genres, track, disc, year, content, duration_ms, rating, feeling.
Result<Track> trackOf(const Bound &row);

} // namespace taraf::store
