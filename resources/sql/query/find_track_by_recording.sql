SELECT f.id, f.recording, f.album, f.path, f.title, f.artists, f.album_title, f.genres, f.track, f.disc, f.year, t.content, f.duration_ms
FROM files AS f
JOIN file_tags AS t ON t.file = f.id
WHERE f.recording = ?1 AND f.missing_since IS NULL AND f.failure_code IS NULL
ORDER BY f.rank DESC, f.id
LIMIT 1;
