INSERT OR IGNORE INTO exclusions (expression, added_at) VALUES (?1, ?2);
