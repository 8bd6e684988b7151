INSERT INTO networks (hash, version, trained_on, seed, content, report, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (hash) DO UPDATE SET report = excluded.report, created_at = excluded.created_at;
