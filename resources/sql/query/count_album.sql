SELECT count(*) FROM albums WHERE id = ?1;
