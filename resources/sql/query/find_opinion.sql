SELECT rating, feeling FROM opinions WHERE kind = ?1 AND subject = ?2;
