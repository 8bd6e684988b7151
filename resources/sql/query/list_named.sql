SELECT n.kind, h.artist, h.title, h.album, n.rating, n.feeling, n.changed_at
FROM named_opinions AS n JOIN heard AS h ON h.id = n.heard
WHERE n.listener = 1 AND n.kind <> 'track'
ORDER BY n.changed_at, n.device;
