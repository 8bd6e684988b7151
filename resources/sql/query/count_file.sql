SELECT count(*) FROM files WHERE id = ?1;
