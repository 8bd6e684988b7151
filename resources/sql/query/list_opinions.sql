SELECT o.kind, o.recording, a.id, o.name, o.rating, o.feeling, o.changed_at
FROM opinions AS o
LEFT JOIN albums AS a ON o.kind = 'album' AND a.key = o.subject
WHERE o.rating > 0 OR o.feeling <> 'none'
ORDER BY o.changed_at DESC, o.id DESC;
