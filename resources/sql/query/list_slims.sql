-- Best file of a recording first.
SELECT id, recording, album, title, artists, genres, duration_ms, year
FROM files
WHERE recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL
ORDER BY recording, rank DESC, id;
