SELECT id, first_seen FROM recordings WHERE id IN (SELECT recording FROM files WHERE recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL) ORDER BY id;
