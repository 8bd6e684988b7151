-- What points to the recording ?2 doesn't point to ?1 any more.
DELETE FROM evidence
WHERE recording = ?1 AND (audio_hash, duration_ms, release_track) IN (SELECT audio_hash, duration_ms, release_track FROM evidence WHERE recording = ?2);
