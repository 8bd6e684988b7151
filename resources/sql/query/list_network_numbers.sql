SELECT v.recording, v.content, v.halves FROM network_vectors AS v JOIN networks AS n ON n.id = v.network WHERE n.hash = ?1 ORDER BY v.recording;
