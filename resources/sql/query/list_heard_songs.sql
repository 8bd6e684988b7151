SELECT id, match_key, artist, title, album, recording_id, release_id, artist_id, duration_ms, recording, matched_by, fingerprint FROM heard ORDER BY id;
