SELECT count(*) FROM recordings WHERE id = ?1;
