INSERT INTO recommendations (listener, kind, subject, name, given_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING;
