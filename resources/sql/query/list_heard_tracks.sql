-- In the order of the audio hash; best file of a recording first.
SELECT r.id, r.audio_hash, f.path, f.duration_ms, f.artists, f.album, f.genres
FROM recordings AS r INDEXED BY recordings_by_hash
CROSS JOIN descriptors AS d ON d.recording = r.id AND d.version = ?1 AND d.failure_code IS NULL
JOIN files AS f ON f.recording = r.id AND f.missing_since IS NULL AND f.failure_code IS NULL
ORDER BY r.audio_hash, r.id, f.rank DESC, f.id;
