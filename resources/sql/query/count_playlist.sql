SELECT count(*) FROM playlists WHERE name = ?1 AND removed IS NULL;
