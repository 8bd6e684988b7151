SELECT a.title, a.artist, coalesce(o.rating, 0), coalesce(o.feeling, 'none')
FROM albums AS a
LEFT JOIN opinions AS o ON o.kind = 'album' AND o.subject = a.key
WHERE a.id = ?1;
