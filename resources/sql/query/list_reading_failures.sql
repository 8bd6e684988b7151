SELECT path, failure_code, failure_message FROM files
WHERE failure_code IS NOT NULL AND missing_since IS NULL;
