SELECT id, path, added_at, volume, last_seen FROM roots ORDER BY path;
