DELETE FROM network_vectors WHERE recording = ?1;
