-- The latest word about any of a recording's names. Of two words of one time the higher device's counts, as on all devices that share them. What other devices say is the whole
-- opinion; a service or a file speaks of stars or of feelings, and what it does not speak of stays.
INSERT INTO opinions (kind, subject, recording, name, rating, feeling, changed_at)
SELECT 'track', CAST(said.recording AS TEXT), said.recording, said.name,
       iif(said.device <> 0 OR said.rating > 0, said.rating, coalesce(o.rating, 0)),
       iif(said.device <> 0 OR said.feeling <> 'none', said.feeling, coalesce(o.feeling, 'none')), said.changed_at
FROM (SELECT h.recording, h.artist || ' – ' || h.title AS name, n.rating, n.feeling, n.changed_at, n.device,
             row_number() OVER (PARTITION BY h.recording ORDER BY n.changed_at DESC, n.device DESC) AS place
      FROM named_opinions AS n
      JOIN heard AS h ON h.id = n.heard
      WHERE n.listener = 1 AND n.kind = 'track' AND h.recording IS NOT NULL) AS said
LEFT JOIN opinions AS o ON o.recording = said.recording
WHERE said.place = 1
ON CONFLICT (kind, subject) DO UPDATE SET rating = excluded.rating, feeling = excluded.feeling, changed_at = excluded.changed_at
WHERE excluded.changed_at > opinions.changed_at
   OR (excluded.changed_at = opinions.changed_at AND (excluded.rating <> opinions.rating OR excluded.feeling <> opinions.feeling) AND EXISTS (SELECT 1 FROM sharing));
