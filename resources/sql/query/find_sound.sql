SELECT content FROM descriptors WHERE recording = ?1 AND version = ?2 AND failure_code IS NULL;
