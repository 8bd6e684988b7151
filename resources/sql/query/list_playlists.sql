-- The kept ones by name, then the removed ones, newest first.
SELECT p.id, p.name, p.origin, p.created_at, p.changed_at, p.removed IS NOT NULL, (SELECT count(*) FROM playlist_entries AS e WHERE e.playlist = p.id)
FROM playlists AS p
ORDER BY p.removed IS NOT NULL, p.removed DESC, p.name COLLATE NOCASE, p.name;
