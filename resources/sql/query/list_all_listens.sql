SELECT listener, at, heard, source, played_ms FROM listens ORDER BY listener, at, heard;
