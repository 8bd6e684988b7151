DELETE FROM feedback WHERE account = ?1 AND subject = ?2;
