SELECT listener, heard, max(plays) FROM play_counts WHERE plays > 0 GROUP BY listener, heard ORDER BY listener, heard;
