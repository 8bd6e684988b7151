SELECT subject, score, agreed FROM feedback WHERE account = ?1;
