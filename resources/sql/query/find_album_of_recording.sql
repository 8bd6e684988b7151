SELECT album
FROM files
WHERE recording = ?1 AND missing_since IS NULL AND failure_code IS NULL
ORDER BY rank DESC, id
LIMIT 1;
