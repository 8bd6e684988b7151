DELETE FROM feedback WHERE account = ?1;
