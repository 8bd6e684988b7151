SELECT f.album
FROM (SELECT rowid, rank FROM names WHERE names MATCH '{artists album_title} : (' || ?1 || ')' AND rank MATCH 'bm25(0.0, 2.0, 4.0)') AS n
JOIN files AS f ON f.id = n.rowid
WHERE f.missing_since IS NULL AND f.failure_code IS NULL AND f.album IS NOT NULL
GROUP BY f.album
ORDER BY min(n.rank), f.album
LIMIT ?2;
