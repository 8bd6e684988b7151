SELECT l.at, l.heard, l.source, l.played_ms
FROM listens AS l
WHERE l.listener = 1 AND l.at >= ?2
  AND NOT EXISTS (SELECT 1 FROM submissions AS s WHERE s.account = ?1 AND s.at = l.at AND s.heard = l.heard)
ORDER BY l.at, l.heard;
