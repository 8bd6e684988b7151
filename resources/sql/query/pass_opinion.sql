INSERT INTO opinions (kind, subject, recording, name, rating, feeling, changed_at) VALUES (?1, ?2, NULL, ?3, ?4, ?5, ?6)
ON CONFLICT (kind, subject) DO UPDATE SET rating = excluded.rating, feeling = excluded.feeling, changed_at = excluded.changed_at
WHERE excluded.changed_at > opinions.changed_at
   OR (excluded.changed_at = opinions.changed_at AND (excluded.rating <> opinions.rating OR excluded.feeling <> opinions.feeling) AND EXISTS (SELECT 1 FROM sharing));
