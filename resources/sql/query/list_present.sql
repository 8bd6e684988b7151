-- Every playable file, best of a recording first.
SELECT recording, path, title, artists, album_title, duration_ms, seen_at
FROM files
WHERE recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL
ORDER BY recording, rank DESC, id;
