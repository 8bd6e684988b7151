INSERT INTO maps (hash, version, trained_on, content, created_at) VALUES (?1, ?2, ?3, ?4, ?5);
