INSERT INTO opinions (kind, subject, recording, name, rating, feeling, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (kind, subject) DO UPDATE SET name = excluded.name, rating = excluded.rating, feeling = excluded.feeling, changed_at = excluded.changed_at;
