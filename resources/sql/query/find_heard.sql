SELECT id FROM heard WHERE fingerprint = ?1;
