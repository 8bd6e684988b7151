SELECT id, recording, path, size, mtime_ns, duration_ms, missing_since IS NOT NULL, failure_code IS NOT NULL
FROM files
WHERE root = ?1;
