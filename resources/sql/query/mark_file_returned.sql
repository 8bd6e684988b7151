UPDATE files SET missing_since = NULL, seen_at = ?2 WHERE id = ?1;
