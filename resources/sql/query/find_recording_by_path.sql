SELECT recording, duration_ms, id, path, missing_since IS NOT NULL, failure_code IS NOT NULL, title, artists
FROM files
WHERE path = ?1 AND recording IS NOT NULL;
