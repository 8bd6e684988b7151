INSERT INTO maps (hash, version, trained_on, content, created_at, network) VALUES (?1, ?2, ?3, ?4, ?5, ?6);
