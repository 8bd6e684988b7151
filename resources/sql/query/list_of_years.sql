SELECT DISTINCT recording FROM files WHERE year BETWEEN ?1 AND ?2 AND recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL ORDER BY recording;
