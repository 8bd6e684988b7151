SELECT o.kind, o.recording, a.id, o.subject
FROM opinions AS o
LEFT JOIN albums AS a ON o.kind = 'album' AND a.key = o.subject
WHERE o.feeling IN ('hate', 'reject');
