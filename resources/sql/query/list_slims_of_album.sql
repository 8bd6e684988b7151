-- Best file of a recording first.
SELECT id, recording, album, title, artists, genres, duration_ms, year, disc, track, path
FROM files
WHERE album = ?1 AND recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL
ORDER BY recording, rank DESC, id;
