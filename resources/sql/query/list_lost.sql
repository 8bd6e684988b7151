-- Recordings without a file that is there, by the newest name each was known by: a missing file's row, else a former one.
SELECT r.id, n.path, n.title, n.artists, n.album_title, n.duration_ms, n.seen_at
FROM recordings AS r
JOIN (SELECT recording, path, title, artists, album_title, duration_ms, seen_at FROM files WHERE recording IS NOT NULL AND missing_since IS NOT NULL
      UNION ALL
      SELECT recording, path, title, artists, album_title, duration_ms, seen_at FROM former_files) AS n ON n.recording = r.id
WHERE NOT EXISTS (SELECT 1 FROM files AS f WHERE f.recording = r.id AND f.missing_since IS NULL)
ORDER BY r.id, n.seen_at DESC, n.path;
