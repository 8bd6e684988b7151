UPDATE files SET root = ?2, path = ?3, seen_at = ?4, missing_since = NULL WHERE id = ?1;
