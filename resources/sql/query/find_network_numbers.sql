SELECT v.content, v.halves FROM network_vectors AS v JOIN networks AS n ON n.id = v.network WHERE v.recording = ?1 AND n.hash = ?2;
