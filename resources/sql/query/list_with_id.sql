SELECT DISTINCT recording
FROM file_tags JOIN files ON files.id = file_tags.file
WHERE instr(content, ?1) > 0 AND recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL
ORDER BY recording;
