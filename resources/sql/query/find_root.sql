SELECT id FROM roots WHERE path = ?1;
