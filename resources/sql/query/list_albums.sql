SELECT a.id, a.title, a.artist, coalesce(min(nullif(f.year, 0)), 0), count(DISTINCT f.recording) AS tracks
FROM albums AS a
JOIN files AS f ON f.album = a.id
WHERE f.missing_since IS NULL AND f.failure_code IS NULL
GROUP BY a.id
HAVING tracks >= ?1
ORDER BY a.artist COLLATE NOCASE, a.title COLLATE NOCASE, a.id;
