SELECT hash, trained_on, content, created_at FROM maps WHERE version = ?1 ORDER BY id DESC LIMIT 1;
