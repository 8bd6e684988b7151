SELECT listener, at, heard, source, played_ms FROM skips ORDER BY listener, at, heard;
