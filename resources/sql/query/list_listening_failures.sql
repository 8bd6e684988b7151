SELECT (SELECT f.path FROM files AS f
        WHERE f.recording = d.recording AND f.missing_since IS NULL AND f.failure_code IS NULL
        ORDER BY f.rank DESC, f.id LIMIT 1) AS best,
       d.failure_code, d.failure_message
FROM descriptors AS d
WHERE d.version = ?1 AND d.failure_code IS NOT NULL AND best IS NOT NULL;
