-- What was said of the recording ?2 is said of ?1, unless that was judged later.
INSERT INTO opinions (kind, subject, recording, name, rating, feeling, changed_at)
SELECT 'track', CAST(?1 AS TEXT), ?1, name, rating, feeling, changed_at FROM opinions WHERE recording = ?2
ON CONFLICT (kind, subject) DO UPDATE SET rating = excluded.rating, feeling = excluded.feeling, changed_at = excluded.changed_at
WHERE excluded.changed_at > opinions.changed_at;
