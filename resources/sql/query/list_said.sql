-- Opinions that have to be named. What came from elsewhere under some name of the recording has been said there already.
SELECT o.seq, p.kind, p.recording, a.id, p.name, p.rating, p.feeling, p.changed_at, a.artist, a.title,
       EXISTS (SELECT 1 FROM heard AS h JOIN named_opinions AS n ON n.listener = 1 AND n.kind = 'track' AND n.heard = h.id
               WHERE h.recording = p.recording AND n.changed_at = p.changed_at AND n.rating = p.rating AND n.feeling = p.feeling)
FROM outbox AS o
JOIN opinions AS p ON p.id = o.subject
LEFT JOIN albums AS a ON p.kind = 'album' AND a.key = p.subject
WHERE o.kind = 'said'
ORDER BY o.seq;
