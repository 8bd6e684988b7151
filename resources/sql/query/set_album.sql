UPDATE files SET album = ?2 WHERE id = ?1;
