SELECT key FROM albums WHERE id = ?1;
