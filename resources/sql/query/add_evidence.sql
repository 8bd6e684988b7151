INSERT INTO evidence (audio_hash, recording, duration_ms, release_track, seen_at) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING;
