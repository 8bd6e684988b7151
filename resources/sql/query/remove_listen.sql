DELETE FROM listens WHERE listener = ?1 AND at = ?2 AND heard = ?3;
