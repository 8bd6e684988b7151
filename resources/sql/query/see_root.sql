UPDATE roots SET volume = ?2, last_seen = ?3 WHERE id = ?1;
