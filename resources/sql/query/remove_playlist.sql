UPDATE playlists SET removed = (SELECT coalesce(max(removed), 0) + 1 FROM playlists) WHERE id = ?1 AND removed IS NULL;
