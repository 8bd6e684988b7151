-- What people think of tracks, with the ids by which others may know them: a row for each song that was heard of one.
SELECT o.recording, o.rating, o.feeling, o.changed_at, coalesce(h.recording_id, ''), coalesce(m.msid, ''), o.name
FROM opinions AS o
LEFT JOIN heard AS h ON h.recording = o.recording
LEFT JOIN msids AS m ON m.heard = h.id
WHERE o.kind = 'track'
ORDER BY o.recording, h.id;
