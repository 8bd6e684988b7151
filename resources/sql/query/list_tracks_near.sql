-- As list_tracks_under, but only the folder's own files and those one folder down.
SELECT f.id, f.recording, f.album, f.path, f.title, f.artists, f.album_title, f.genres, f.track, f.disc, f.year, t.content, f.duration_ms,
       coalesce(o.rating, 0), coalesce(o.feeling, 'none')
FROM (SELECT *, substr(path, length(?1) + 1) AS rest FROM files
      WHERE path > ?1 AND path < ?2 AND recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL) AS f
JOIN file_tags AS t ON t.file = f.id
LEFT JOIN opinions AS o ON o.recording = f.recording
WHERE instr(rest, X'2F') = 0 OR instr(substr(rest, instr(rest, X'2F') + 1), X'2F') = 0
ORDER BY f.path;
