SELECT recording, genres FROM files WHERE instr(lower(genres), ?1) > 0 AND recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL ORDER BY recording;
