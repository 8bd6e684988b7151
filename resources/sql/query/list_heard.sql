-- As list_descriptors, with the numbers of one network where there are any.
SELECT r.id, d.content, d.segments, v.content
FROM recordings AS r INDEXED BY recordings_by_hash
CROSS JOIN descriptors AS d ON d.recording = r.id AND d.version = ?1
LEFT JOIN network_vectors AS v ON v.recording = r.id AND v.network = (SELECT id FROM networks WHERE hash = ?2)
WHERE d.failure_code IS NULL
  AND EXISTS (SELECT 1 FROM files AS f WHERE f.recording = r.id AND f.missing_since IS NULL AND f.failure_code IS NULL)
ORDER BY r.audio_hash, r.id;
