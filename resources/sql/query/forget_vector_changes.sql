DELETE FROM vector_changes WHERE id <= ?1;
