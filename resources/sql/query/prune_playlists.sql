DELETE FROM playlists
WHERE removed IS NOT NULL AND id NOT IN (SELECT id FROM playlists WHERE removed IS NOT NULL ORDER BY removed DESC LIMIT ?1);
