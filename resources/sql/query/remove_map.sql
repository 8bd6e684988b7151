DELETE FROM maps WHERE version = ?1 AND hash = ?2;
