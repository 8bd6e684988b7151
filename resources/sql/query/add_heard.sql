INSERT INTO heard (fingerprint, match_key, artist, title, album, recording_id, release_id, artist_id, duration_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (fingerprint) DO NOTHING;
