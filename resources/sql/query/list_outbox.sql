-- As they are now. What was taken away stays so, even if an import has brought it back.
SELECT o.seq, o.kind, o.at, o.subject,
       coalesce(l.played_ms, s.played_ms, 0), src.name, g.heard IS NOT NULL OR (n.heard IS NULL AND l.at IS NULL AND s.at IS NULL),
       n.rating, n.feeling, n.changed_at, n.device
FROM outbox AS o
LEFT JOIN listens AS l ON o.kind = 'listen' AND l.listener = 1 AND l.at = o.at AND l.heard = o.subject
LEFT JOIN skips AS s ON o.kind = 'skip' AND s.listener = 1 AND s.at = o.at AND s.heard = o.subject
LEFT JOIN sources AS src ON src.id = coalesce(l.source, s.source)
LEFT JOIN gone_plays AS g ON g.kind = o.kind AND g.at = o.at AND g.heard = o.subject
LEFT JOIN named_opinions AS n ON o.kind IN ('track', 'album', 'artist') AND n.listener = 1 AND n.kind = o.kind AND n.heard = o.subject
WHERE o.seq > ?1 AND o.kind <> 'said'
ORDER BY o.seq LIMIT ?2;
