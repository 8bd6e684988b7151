SELECT id, recording, album, title, artists, genres, duration_ms, year
FROM files
WHERE recording = ?1 AND missing_since IS NULL AND failure_code IS NULL
ORDER BY rank DESC, id
LIMIT 1;
