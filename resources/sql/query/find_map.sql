SELECT hash, version, trained_on, content, created_at, network FROM maps WHERE version = ?1 AND hash = ?2;
