DELETE FROM decisions WHERE former = ?1 AND present = ?2;
