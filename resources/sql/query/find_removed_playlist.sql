SELECT name FROM playlists WHERE id = ?1 AND removed IS NOT NULL;
