DELETE FROM recommendations WHERE listener = ?1;
