UPDATE playlists SET removed = NULL WHERE id = ?1;
