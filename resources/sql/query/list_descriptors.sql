-- CROSS JOIN keeps the outer loop outside: the index gives the order, and no blob has to be sorted.
SELECT r.id, d.content, d.segments
FROM recordings AS r INDEXED BY recordings_by_hash
CROSS JOIN descriptors AS d ON d.recording = r.id AND d.version = ?1
WHERE d.failure_code IS NULL
  AND EXISTS (SELECT 1 FROM files AS f WHERE f.recording = r.id AND f.missing_since IS NULL AND f.failure_code IS NULL)
ORDER BY r.audio_hash, r.id;
