SELECT f.recording
FROM (SELECT rowid, rank FROM names WHERE names MATCH ?1 AND rank MATCH 'bm25(4.0, 2.0, 1.0)') AS n
JOIN files AS f ON f.id = n.rowid
WHERE f.missing_since IS NULL AND f.failure_code IS NULL AND f.recording IS NOT NULL
GROUP BY f.recording
ORDER BY min(n.rank), f.recording
LIMIT ?2;
