-- To the recording ?1 what was the recording ?2's.
UPDATE files SET recording = ?1 WHERE recording = ?2;
