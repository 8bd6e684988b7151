-- The numbers of one network where there are any, and the artists of the best present file.
-- CROSS JOIN keeps the outer loop outside: the index gives the order, and no blob has to be sorted.
SELECT r.id, d.content, d.segments, v.content, f.artists
FROM recordings AS r INDEXED BY recordings_by_hash
CROSS JOIN descriptors AS d ON d.recording = r.id AND d.version = ?1
CROSS JOIN files AS f ON f.id = (
    SELECT id FROM files WHERE recording = r.id AND missing_since IS NULL AND failure_code IS NULL ORDER BY rank DESC, id LIMIT 1)
LEFT JOIN network_vectors AS v ON v.recording = r.id AND v.network = (SELECT id FROM networks WHERE hash = ?2)
WHERE d.failure_code IS NULL
ORDER BY r.audio_hash, r.id;
