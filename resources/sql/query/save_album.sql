INSERT INTO albums (key, title, artist) VALUES (?1, ?2, ?3)
ON CONFLICT (key) DO UPDATE SET title = excluded.title, artist = excluded.artist
RETURNING id;
