-- Of files of a recording whose own audio hash was not kept: any that points to it.
UPDATE files SET audio_hash = (SELECT min(audio_hash) FROM evidence WHERE recording = ?1) WHERE recording = ?1 AND audio_hash IS NULL;
