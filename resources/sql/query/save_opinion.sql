-- A new word is later than the one it replaces, whatever the clocks of the devices that both come from say.
INSERT INTO opinions (kind, subject, recording, name, rating, feeling, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (kind, subject) DO UPDATE SET
    name = excluded.name, rating = excluded.rating, feeling = excluded.feeling,
    changed_at = max(excluded.changed_at, opinions.changed_at + (excluded.rating <> opinions.rating OR excluded.feeling <> opinions.feeling));
