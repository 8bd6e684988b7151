SELECT recording FROM radio_tracks WHERE state = 'played' AND told_at >= ?1
UNION
SELECT h.recording FROM listens AS l JOIN heard AS h ON h.id = l.heard WHERE l.listener = 1 AND l.at >= ?1 AND h.recording IS NOT NULL
ORDER BY recording;
