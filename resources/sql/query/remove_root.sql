DELETE FROM roots WHERE id = ?1;
