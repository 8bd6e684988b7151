-- From now on what points to the recording ?2 points to ?1 too.
INSERT OR IGNORE INTO evidence (audio_hash, recording, duration_ms, release_track, seen_at)
SELECT audio_hash, ?1, duration_ms, release_track, seen_at FROM evidence WHERE recording = ?2;
