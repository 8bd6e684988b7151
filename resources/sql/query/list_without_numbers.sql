-- Best file of a recording first.
SELECT f.recording, f.path, f.duration_ms
FROM files AS f
JOIN descriptors AS d ON d.recording = f.recording AND d.version = ?1 AND d.failure_code IS NULL
WHERE f.missing_since IS NULL AND f.failure_code IS NULL
  AND NOT EXISTS (SELECT 1 FROM network_vectors AS v JOIN networks AS n ON n.id = v.network WHERE v.recording = f.recording AND n.hash = ?2)
ORDER BY f.recording, f.rank DESC, f.id;
