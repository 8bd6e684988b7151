INSERT INTO recordings (audio_hash, duration_ms, first_seen) VALUES (?1, ?2, ?3);
