SELECT DISTINCT recording FROM vector_changes WHERE id <= ?1 ORDER BY recording;
