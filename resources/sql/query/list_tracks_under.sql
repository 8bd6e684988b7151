-- Everything between 'folder/' and 'folder0', the byte after '/': no pattern, so no character is special.
SELECT f.id, f.recording, f.album, f.path, f.title, f.artists, f.album_title, f.genres, f.track, f.disc, f.year, t.content, f.duration_ms,
       coalesce(o.rating, 0), coalesce(o.feeling, 'none')
FROM files AS f
JOIN file_tags AS t ON t.file = f.id
LEFT JOIN opinions AS o ON o.recording = f.recording
WHERE f.path > ?1 AND f.path < ?2 AND f.recording IS NOT NULL AND f.missing_since IS NULL AND f.failure_code IS NULL
ORDER BY f.path;
