UPDATE files SET recording = ?2
WHERE recording = ?1 AND id IN (SELECT file FROM decided_files WHERE former = ?1 AND present = ?2);
