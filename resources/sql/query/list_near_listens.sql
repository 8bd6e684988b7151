-- A match key of 0: nobody has worked it out yet.
SELECT l.at, l.heard, l.source, l.played_ms, h.artist, h.title, h.album, h.match_key
FROM listens AS l
JOIN heard AS h ON h.id = l.heard
WHERE l.listener = ?1 AND l.at BETWEEN ?2 AND ?3 AND h.match_key IN (?4, 0);
