UPDATE files SET missing_since = ?2 WHERE id = ?1 AND missing_since IS NULL;
