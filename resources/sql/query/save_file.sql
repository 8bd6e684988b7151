-- A path keeps its id, and the time it was first seen, also when its row was gone meanwhile.
INSERT INTO files (root, path, size, mtime_ns, recording, album, rank, duration_ms, title, artists, album_title, genres,
                   track, disc, year, first_seen, seen_at, audio_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
        coalesce((SELECT first_seen FROM former_files WHERE recording = ?5 AND path = ?2), ?16), ?16, ?17)
ON CONFLICT (path) DO UPDATE SET
    root = excluded.root, size = excluded.size, mtime_ns = excluded.mtime_ns, recording = excluded.recording,
    album = excluded.album, rank = excluded.rank, duration_ms = excluded.duration_ms, title = excluded.title,
    artists = excluded.artists, album_title = excluded.album_title, genres = excluded.genres, track = excluded.track,
    disc = excluded.disc, year = excluded.year, seen_at = excluded.seen_at,
    audio_hash = excluded.audio_hash, missing_since = NULL, failure_code = NULL, failure_message = NULL
RETURNING id;
