UPDATE playlists SET name = ?2, changed_at = ?3 WHERE id = ?1 AND removed IS NULL;
