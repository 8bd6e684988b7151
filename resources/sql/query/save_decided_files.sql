INSERT INTO decided_files (former, present, file) SELECT ?1, ?2, id FROM files WHERE recording = ?2;
