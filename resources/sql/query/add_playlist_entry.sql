INSERT INTO playlist_entries (playlist, position, recording, path, uri, artist, title, album, track, duration_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);
