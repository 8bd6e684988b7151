SELECT listener, at, heard, source, played_ms FROM listens WHERE listener = ?1 ORDER BY at, heard;
