-- Of two of the same time the one that came last counts, unless the first has been shared: then the devices agree on it.
INSERT INTO named_opinions (listener, kind, heard, rating, feeling, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET rating = excluded.rating, feeling = excluded.feeling, changed_at = excluded.changed_at, device = 0
WHERE (excluded.changed_at > changed_at OR (excluded.changed_at = changed_at AND device = 0)) AND (excluded.rating <> rating OR excluded.feeling <> feeling);
