-- The latest word about any of a recording's names. Of stars and feelings, what it does not speak of stays.
INSERT INTO opinions (kind, subject, recording, name, rating, feeling, changed_at)
SELECT 'track', CAST(h.recording AS TEXT), h.recording, h.artist || ' – ' || h.title, n.rating, n.feeling, max(n.changed_at)
FROM named_opinions AS n
JOIN heard AS h ON h.id = n.heard
WHERE n.listener = 1 AND n.kind = 'track' AND h.recording IS NOT NULL
GROUP BY h.recording
ON CONFLICT (kind, subject) DO UPDATE SET rating = iif(excluded.rating > 0, excluded.rating, opinions.rating),
    feeling = iif(excluded.feeling <> 'none', excluded.feeling, opinions.feeling), changed_at = excluded.changed_at
WHERE excluded.changed_at > opinions.changed_at;
