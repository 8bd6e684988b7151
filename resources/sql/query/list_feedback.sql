SELECT subject, score FROM feedback WHERE account = ?1;
