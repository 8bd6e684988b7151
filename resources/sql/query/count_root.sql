SELECT count(*) FROM roots WHERE id = ?1;
