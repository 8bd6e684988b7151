-- In order. Where the user has joined an entry's recording to another, it is that one's.
WITH RECURSIVE owners (position, recording) AS (
    SELECT position, recording FROM playlist_entries WHERE playlist = ?1
    UNION
    SELECT o.position, d.former FROM owners AS o JOIN decisions AS d ON d.present = o.recording AND d.verdict = 'same'
)
SELECT o.recording, e.path, e.uri, e.artist, e.title, e.album, e.track, e.duration_ms
FROM owners AS o
JOIN playlist_entries AS e ON e.playlist = ?1 AND e.position = o.position
WHERE NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.present = o.recording AND d.verdict = 'same')
ORDER BY e.position;
