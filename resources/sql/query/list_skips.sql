SELECT listener, at, heard, source, played_ms FROM skips WHERE listener = ?1 ORDER BY at, heard;
