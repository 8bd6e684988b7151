INSERT INTO named_opinions (listener, kind, heard, rating, feeling, changed_at, device) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO UPDATE SET rating = excluded.rating, feeling = excluded.feeling, changed_at = excluded.changed_at, device = excluded.device
WHERE (excluded.changed_at, excluded.device) > (changed_at, device);
