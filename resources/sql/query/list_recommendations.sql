SELECT kind, subject, name, given_at FROM recommendations WHERE listener = ?1 ORDER BY id DESC;
