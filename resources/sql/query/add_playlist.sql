INSERT INTO playlists (name, origin, created_at, changed_at) VALUES (?1, ?2, ?3, ?3);
