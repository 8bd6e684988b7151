INSERT INTO listens (listener, at, heard, source, played_ms) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING;
