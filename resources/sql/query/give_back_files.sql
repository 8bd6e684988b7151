-- What holds the audio of the recording ?2 is ?2's again, also where it came after the decision.
UPDATE files SET recording = ?2
WHERE recording = ?1 AND audio_hash IN (SELECT audio_hash FROM evidence WHERE recording = ?2);
