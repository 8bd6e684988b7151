-- Unless the service still says it by another id of the song.
UPDATE named_opinions SET feeling = 'none', changed_at = ?3
WHERE listener = 1 AND kind = 'track' AND feeling <> 'none'
  AND heard IN (SELECT id FROM heard WHERE recording_id = ?2 UNION SELECT heard FROM msids WHERE msid = ?2)
  AND NOT EXISTS (
      SELECT 1 FROM heard AS h LEFT JOIN msids AS m ON m.heard = h.id
      JOIN feedback AS f ON f.account = ?1 AND (f.subject = h.recording_id OR f.subject = m.msid)
      WHERE h.id = named_opinions.heard);
