DELETE FROM descriptors WHERE recording = ?1;
