-- Best file of a recording first.
SELECT recording, path, duration_ms
FROM files AS f
WHERE recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL
  AND NOT EXISTS (SELECT 1 FROM descriptors AS d WHERE d.recording = f.recording AND d.version = ?1)
ORDER BY recording, rank DESC, id;
