SELECT count(*) FILTER (WHERE failure_code IS NULL), count(*) FILTER (WHERE failure_code IS NOT NULL)
FROM descriptors AS d
WHERE version = ?1
  AND EXISTS (SELECT 1 FROM files AS f WHERE f.recording = d.recording AND f.missing_since IS NULL AND f.failure_code IS NULL);
