INSERT INTO named_opinions (listener, kind, heard, rating, feeling, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET rating = excluded.rating, feeling = excluded.feeling, changed_at = excluded.changed_at
WHERE excluded.changed_at >= changed_at AND (excluded.rating <> rating OR excluded.feeling <> feeling);
